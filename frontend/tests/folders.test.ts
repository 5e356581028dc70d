import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

// From the bottom up: a folder knows those before it, never those after it. What each of
// them promises is told in docs/architecture.md.
const FOLDERS = [
  "page", "leaflet", "outlines", "figures", "drawing", "map",
  "scenario", "poster", "planner", "embed", "site-copy", "finder",
];
// Files that a page loads once its picture stands, and who calls for them.
const LATER: Record<string, string> = { "complete.ts": "planner/app.ts", "embed-rest.ts": "embed/app.ts" };
// Tests are run in the folder of the frontend.
const SOURCE = "src";
const MODULES = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const ENTRIES = [...readFileSync("build.mjs", "utf8").matchAll(/"src\/(.+\.ts)"/g)].map(([, file]) => file);

interface Import {
  from: string;
  to: string;
  later: boolean;
}

const IMPORTS: Import[] = MODULES.flatMap((from) => {
  const text = readFileSync(path.join(SOURCE, from), "utf8");
  return [...text.matchAll(/\b(from|import|import\()\s*"(\.[^"]+)"/g)].map(([, how, asked]) =>
    ({ from, to: path.join(path.dirname(from), asked), later: how === "import(" }));
});

const folderOf = (file: string): string => (file.includes(path.sep) ? file.split(path.sep)[0] : "");
const told = ({ from, to }: Import): string => `${from} imports ${to}`;

test("the top of src lists folders, and what a page loads", () => {
  const folders = [...new Set(MODULES.map(folderOf))].filter(Boolean), top = MODULES.filter((file) => !folderOf(file));

  assert.deepEqual(folders.sort(), [...FOLDERS].sort());
  assert.deepEqual(top.sort(), [...ENTRIES, ...Object.keys(LATER)].sort());
});

test("a folder imports only from those below it", () => {
  const upwards = IMPORTS.filter(({ from, to }) =>
    folderOf(from) && folderOf(to) && FOLDERS.indexOf(folderOf(to)) > FOLDERS.indexOf(folderOf(from)));

  assert.deepEqual(upwards.map(told), []);
});

test("nobody imports what a page loads, but for a second file once the first has drawn", () => {
  const entered = IMPORTS.filter(({ to }) => !folderOf(to));
  const calls = ({ from, to, later }: Import): boolean => later && LATER[to] === from;

  assert.deepEqual(entered.filter((one) => !calls(one)).map(told), []);
  assert.deepEqual(entered.filter(calls).map(({ to }) => to).sort(), Object.keys(LATER).sort());
});

test("no module is left that nobody imports", () => {
  // The build puts these pieces in the place of Leaflet: leaflet-pieces.mjs.
  const imported = new Set([...IMPORTS.map(({ to }) => to), "leaflet/pieces.ts"]);

  assert.deepEqual(MODULES.filter((file) => folderOf(file) && !imported.has(file)), []);
});
