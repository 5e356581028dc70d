// Builds dist/: hashed bundles, their .br and .gz twins, and manifest.json (logical
// name -> hashed name). With --tests it bundles the unit tests for `node --test` instead.
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { land } from "./land.mjs";
import { leafletPieces } from "./leaflet-pieces.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const BUILT = path.join(HERE, "dist");
// Made beside, then put in its place: whoever serves or tests finds a whole build.
const DIST = path.join(HERE, `dist.${process.pid}`);
const MODULES = path.join(HERE, "node_modules");
const TARGET = ["chrome100", "firefox100", "safari15"];
const ICONS = [
  "arrow-down", "arrow-left", "arrow-right", "arrow-up", "briefcase", "building-2", "calendar", "check",
  "chevron-down", "chevron-left", "chevron-right", "chevron-up", "clock", "code-xml", "columns-2", "copy", "download",
  "euro", "external-link", "eye", "flag", "globe", "graduation-cap", "handshake", "image", "layers", "life-buoy",
  "link", "list", "locate", "mail", "map", "map-pin", "maximize", "minus", "navigation", "phone", "plus", "printer",
  "route", "search", "share-2", "table-2", "timer", "triangle-alert", "users", "wrench", "x",
];
// One line a bundle. Plain scripts run by themselves; styles are one file a kind of page.
const SCRIPTS = {
  scenario: "src/scenario.ts",
  share: "src/share.ts",
  copy: "src/copy.ts",
  items: "src/items.ts",
  integrate: "src/integrate.ts",
  host: "src/host.ts",
  component: "src/component.ts",
  "embed-plain": "src/embed-plain.ts",
  "site-copy": "src/site-copy.ts",
  "embed-copy": "src/embed-copy.ts",
};
// One module a map, which loads by `import()` what its first picture does not need. They
// share no file: a page that draws early asks for few.
const MAPS = {
  map: "src/map.ts",
  "finder-map": "src/finder-map.ts",
  "embed-map": "src/embed-map.ts",
};
const STYLES = {
  site: "styles/site.css",
  "site-map": "styles/site-map.css",
  finder: "styles/finder-page.css",
  structure: "styles/structure.css",
  matrix: "styles/matrix.css",
  roadmap: "styles/roadmap.css",
  scenario: "styles/scenario.css",
  "map-style": "styles/map.css",
  "table-page": "styles/table-page.css",
  territory: "styles/territory.css",
  "open-data": "styles/open-data.css",
  embed: "styles/embed.css",
  "embed-map": "styles/embed-map.css",
  integrate: "styles/integrate.css",
  accessibility: "styles/accessibility.css",
};
const COMPRESSIBLE = /\.(js|css|svg|html|txt|json)$/;

// Unit tests import modules that extend Leaflet's classes, and touch none of them.
const emptyLeaflet = {
  name: "empty-leaflet",
  setup(build) {
    build.onResolve({ filter: /^leaflet(\/src\/.*)?$/ }, () => ({ path: "L", namespace: "empty" }));
    build.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: EMPTY_CLASSES }));
  },
};
const EMPTY_CLASSES = "module.exports = { Layer: class {}, Renderer: class {} }";

async function bundled() {
  const common = {
    bundle: true, minify: true, target: TARGET, outdir: DIST, metafile: true,
    entryNames: "[name]-[hash]", assetNames: "[name]-[hash]", logLevel: "warning",
    absWorkingDir: HERE, legalComments: "none",
  };
  const plugins = [await leafletPieces()];
  const runs = await Promise.all([
    esbuild.build({ ...common, entryPoints: SCRIPTS, format: "iife" }),
    ...Object.entries(MAPS).map(([name, file]) =>
      esbuild.build({ ...common, entryPoints: { [name]: file }, format: "esm", splitting: true, plugins })),
    esbuild.build({
      ...common, entryPoints: STYLES,
      loader: { ".woff2": "file", ".png": "file" },
    }),
  ]);
  const names = {};
  for (const run of runs) {
    for (const [file, output] of Object.entries(run.metafile.outputs)) {
      const hashed = path.basename(file);
      // Shared by modules: known by those that load it, see `loadedWith`.
      if (file.endsWith(".js") && !output.entryPoint) continue;
      const logical = output.entryPoint
        ? hashed.replace(/-[A-Z0-9]{8}(?=\.)/, "")
        : hashed.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, "");
      names[logical] = hashed;
    }
  }
  return { names, modules: loadedWith(Object.assign({}, ...runs.map(({ metafile }) => metafile.outputs))) };
}

/** What each module loads before it runs, so that a page can ask for all at once. */
function loadedWith(outputs) {
  const needed = (file, seen) => {
    for (const { path: other, kind } of outputs[file].imports) {
      if (kind !== "import-statement" || seen.has(other)) continue;
      seen.add(other);
      needed(other, seen);
    }
    return seen;
  };
  return Object.fromEntries(
    Object.keys(outputs).filter((file) => file.endsWith(".js") && outputs[file].entryPoint)
      .map((file) => [path.basename(file), [...needed(file, new Set())].map((one) => path.basename(one)).sort()]),
  );
}

async function sprite() {
  const symbols = await Promise.all(
    ICONS.map(async (name) => {
      const svg = await readFile(path.join(MODULES, "lucide-static/icons", `${name}.svg`), "utf8");
      const inner = svg.replace(/<!--.*?-->/gs, "").replace(/^.*?<svg[^>]*>/s, "").replace(/<\/svg>.*$/s, "");
      return `<symbol id="i-${name}" viewBox="0 0 24 24">${inner.replace(/\s*\n\s*/g, "")}</symbol>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" class="sprite" aria-hidden="true">${symbols.join("")}</svg>`;
}

async function licences() {
  const manifest = JSON.parse(await readFile(path.join(HERE, "package.json"), "utf8"));
  const shipped = [...Object.keys(manifest.dependencies), "lucide-static"].sort();
  const parts = await Promise.all(
    shipped.map(async (name) => {
      const folder = path.join(MODULES, name);
      const { version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
      const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|mit-licen[cs]e)/i.test(entry));
      const text = file ? await readFile(path.join(folder, file), "utf8") : "";
      return `${name} ${version} — ${license}\n\n${text.trim()}\n`;
    }),
  );
  return parts.join(`\n${"-".repeat(72)}\n\n`);
}

async function written(logical, content) {
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  const { name, ext } = path.parse(logical);
  const hashed = `${name}-${digest}${ext}`;
  await writeFile(path.join(DIST, hashed), content);
  return hashed;
}

async function compressed() {
  for (const file of await readdir(DIST)) {
    if (!COMPRESSIBLE.test(file)) continue;
    const raw = await readFile(path.join(DIST, file));
    const br = brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    await writeFile(path.join(DIST, `${file}.br`), br);
    await writeFile(path.join(DIST, `${file}.gz`), gzipSync(raw, { level: 9 }));
  }
}

async function build() {
  await rm(DIST, { recursive: true, force: true });
  await mkdir(DIST, { recursive: true });
  const { names, modules } = await bundled();
  for (const icon of ["icon.svg"]) {
    names[icon] = await written(icon, await readFile(path.join(HERE, "styles", icon)));
  }
  names["land.json"] = await written("land.json", JSON.stringify(await land()));
  names["licences.txt"] = await written("licences.txt", await licences());
  await compressed();
  // The sprite is written into pages, never served: `<use>` of another file is refused
  // in a sandboxed frame.
  await writeFile(path.join(DIST, "sprite.svg"), await sprite());
  const sorted = Object.fromEntries(Object.entries(names).sort(([a], [b]) => a.localeCompare(b)));
  await writeFile(path.join(DIST, "modules.json"), `${JSON.stringify(modules, null, 2)}\n`);
  // Last: a manifest that is there says that the build is whole.
  await writeFile(path.join(DIST, "manifest.json"), `${JSON.stringify(sorted, null, 2)}\n`);
  await rm(BUILT, { recursive: true, force: true });
  await rename(DIST, BUILT);
}

async function buildTests() {
  const tests = (await readdir(path.join(HERE, "tests"))).filter((f) => f.endsWith(".test.ts"));
  await esbuild.build({
    entryPoints: tests.map((f) => path.join("tests", f)), absWorkingDir: HERE, bundle: true,
    platform: "node", format: "esm", outdir: path.join(MODULES, ".cache/numna-tests"),
    outExtension: { ".js": ".mjs" }, plugins: [emptyLeaflet], logLevel: "warning",
  });
}

await (process.argv.includes("--tests") ? buildTests() : build());
