// Leaflet in pieces. Our modules write `L.polygon` of all of Leaflet; here each of them
// imports what it names, as src/leaflet/pieces.ts lists it: a namespace that two bundles share
// would be whole in both.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const LIST = path.join(HERE, "src/leaflet/pieces.ts"), LEAFLET = path.join(HERE, "node_modules/leaflet/src");
const PIECE = /^export (?:\{ (.+) \}|(\* as \w+)) from "(.+)";$/gm;
const WHOLE = /^import \* as L from "leaflet";$/m;
// The cluster plugin wants them all, under one name.
const TAKES_ALL = path.join(HERE, "src/leaflet/all.ts");
// These work by being loaded; whatever else is not used is left out.
const LOADED = /\/handler\/|Control\.Attribution|Renderer\.getRenderer|Popup/;

const piece = (file) => ({ path: file, sideEffects: LOADED.test(file) });

/** How to import each piece, by its name in Leaflet. */
async function pieces() {
  const found = new Map();
  for (const [, several, space, named] of (await readFile(LIST, "utf8")).matchAll(PIECE)) {
    // A piece of ours lies beside the list; modules in other folders import it, too.
    const from = named.startsWith("./") ? path.join(path.dirname(LIST), named) : named;
    for (const one of (several ?? space).split(", ")) {
      const [its, ours = its] = one.split(" as ");
      found.set(ours, `import ${space ? `* as L_${ours}` : `{ ${its} as L_${ours} }`} from "${from}";`);
    }
  }
  return found;
}

function inPieces(text, known) {
  const named = new Set();
  const renamed = text.replace(/\bL\.(\w+)/g, (whole, name) => {
    if (!known.has(name)) return whole;
    named.add(name);
    return `L_${name}`;
  });
  return renamed.replace(WHOLE, [...named].sort().map((name) => known.get(name)).join(" "));
}

export async function leafletPieces() {
  const known = await pieces();
  return {
    name: "leaflet-pieces",
    setup(build) {
      build.onResolve({ filter: /^leaflet$/ }, () => ({ path: LIST }));
      build.onResolve({ filter: /^leaflet\/src\// }, (asked) => piece(path.join(HERE, "node_modules", asked.path)));
      build.onResolve({ filter: /^\.\.?\// }, ({ path: asked, resolveDir }) => {
        if (!resolveDir.startsWith(LEAFLET)) return undefined;
        return piece(path.join(resolveDir, asked.endsWith(".js") ? asked : `${asked}.js`));
      });
      build.onLoad({ filter: /\/src\/([\w-]+\/)?[\w-]+\.ts$/ }, async ({ path: file }) => {
        const text = await readFile(file, "utf8");
        if (!WHOLE.test(text) || file === TAKES_ALL) return undefined;
        return { contents: inPieces(text, known), loader: "ts" };
      });
    },
  };
}
