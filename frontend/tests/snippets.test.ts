import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { isAsking } from "../src/embed/size.ts";
import { heightIn, READY } from "../src/embed/host-height.ts";
import { type Pasted, type Snippets, snippets } from "../src/embed/snippets.ts";

interface Example { why: string; given: Pasted; pasted: Snippets }
// The tests are run in the folder of the frontend.
const file = path.resolve("..", "tests", "pages", "snippets.json");
const EXAMPLES = JSON.parse(readFileSync(file, "utf8")) as Example[];

for (const { why, given, pasted } of EXAMPLES) {
  test(`a snippet is what the server writes: ${why}`, () => assert.deepEqual(snippets(given), pasted));
}

test("a height is a number of ours, within reason", () => {
  const said = (height: unknown) => heightIn({ source: "numna", type: "height", height });

  assert.deepEqual([said(480.2), said(3), said(1e9)], [481, 60, 10_000]);
  assert.deepEqual([said(0), said(-5), said(NaN), said("480"), said(undefined)], [null, null, null, null, null]);
  assert.deepEqual([heightIn(null), heightIn("480"), heightIn({ type: "height", height: 480 })], [null, null, null]);
});

test("a frame says its height again to who says that it listens, and to nobody else", () => {
  assert.deepEqual([isAsking(READY), isAsking({ message: "ready", secret: "aB3" })], [true, true]);
  assert.deepEqual([null, "ready", 3, {}, { source: "numna", type: "height", height: 4 }].map(isAsking), Array(5).fill(false));
});
