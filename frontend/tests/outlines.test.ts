import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { areaFinder } from "../src/outlines/hit.ts";
import { ringPoints } from "../src/outlines/loops.ts";
import { bordersByRank } from "../src/drawing/paint.ts";
import { lonToX, latToY } from "../src/outlines/projection.ts";
import { decode, type Coverage } from "../src/outlines/topology.ts";
import { board, packed } from "./packing.ts";

// Two squares of a degree side by side, west of Greenwich and east of it; the bytes are
// those that tests/outlines/test_browser_pack.py expects of the server.
const SQUARES = decode(bytes(readFileSync("tests/squares.hex", "utf8")));

function bytes(hex: string): ArrayBuffer {
  return Uint8Array.from(hex.match(/\w\w/g) ?? [], (pair) => parseInt(pair, 16)).buffer;
}

test("a shared border is decoded once and belongs to both areas", () => {
  const sides = SQUARES.arcs.map(({ left, right }) => [left, right]);

  assert.deepEqual(sides, [[0, 1], [0, -1], [1, -1]]);
  assert.deepEqual(SQUARES.codes, ["03001", "87001"]);
});

test("rings close on themselves", () => {
  for (const [sides] of SQUARES.rings) {
    const ring = ringPoints(SQUARES, sides);
    assert.equal(ring[0], ring[ring.length - 2]);
    assert.equal(ring[1], ring[ring.length - 1]);
    assert.equal(ring.length, 10);
  }
});

test("a point is found in the area that holds it, and nowhere outside", () => {
  const find = areaFinder(SQUARES);

  assert.equal(find(lonToX(-0.5), latToY(45.5)), 0);
  assert.equal(find(lonToX(0.5), latToY(45.5)), 1);
  assert.equal(find(lonToX(0.5), latToY(46.5)), -1);
  assert.equal(find(lonToX(9), latToY(45.5)), -1);
});

test("a border between two departments is ranked as one", () => {
  const ranks = bordersByRank({ ...SQUARES, epci: [0, 1] }).map((arcs) => arcs.length);

  assert.deepEqual(ranks, [0, 0, 1, 2]);
});

test("what is no contours is refused", () => {
  assert.throws(() => decode(new TextEncoder().encode('{"v": 1}').buffer), /no contours/);
});

const centre = (find: (x: number, y: number) => number, x: number, y: number) =>
  find(lonToX(0.01 * (x + 0.5)), latToY(45 + 0.01 * (y + 0.5)));

test("every cell is in the area that was packed, whatever the areas look like", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const cells = board(seed), find = areaFinder(decode(packed(cells)));

    cells.forEach((row, y) => row.forEach((area, x) => assert.equal(centre(find, x, y), area, `board ${seed}, ${x}, ${y}`)));
  }
});

test("both sides of every border are those of the board", () => {
  for (let seed = 1; seed <= 30; seed++) {
    const cells = board(seed), { arcs }: Coverage = decode(packed(cells)), edges = new Map<string, number>();
    for (const { left, right } of arcs) {
      const key = [left, right].sort((a, b) => a - b).join();
      edges.set(key, (edges.get(key) ?? 0) + 1);
    }

    const at = (x: number, y: number) => cells[y]?.[x] ?? -1, expected = new Map<string, number>();
    for (let y = 0; y <= cells.length; y++) for (let x = 0; x <= cells[0].length; x++) {
      for (const beside of [at(x - 1, y), at(x, y - 1)]) {
        const key = [at(x, y), beside].sort((a, b) => a - b).join();
        if (beside !== at(x, y)) expected.set(key, (expected.get(key) ?? 0) + 1);
      }
    }
    assert.deepEqual([...edges].sort(), [...expected].sort());
  }
});
