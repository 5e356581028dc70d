import assert from "node:assert/strict";
import { test } from "node:test";
import { areaFinder } from "../src/hit.ts";
import { bordersByRank } from "../src/paint.ts";
import { lonToX, latToY } from "../src/projection.ts";
import { decode, type Packed } from "../src/topology.ts";

// Two squares of a degree side by side, west of Greenwich and east of it, that share one
// border: arc 0 is shared, arc 1 goes around the west square, arc 2 around the east one.
const SQUARES: Packed = {
  v: 1, scale: [1, 1], origin: [-1, 45], n: [2, 4, 4],
  x: [1, 0, 0, -1, 0, 1, 0, 1, 0, -1],
  y: [0, 1, 0, 0, -1, 0, 0, 0, 1, 0],
  // West: arc 0 forwards, then arc 1. East: arc 0 backwards, then arc 2.
  r: [1, 2, 0, 2, 1, 2, -1, 4],
  code: ["23001", "87001"], epci: [0, 1],
};

test("a shared border is decoded once and belongs to both areas", () => {
  const { arcs } = decode(SQUARES);

  assert.deepEqual(arcs.map(({ left, right }) => [left, right]), [[0, 1], [0, -1], [1, -1]]);
});

test("rings close on themselves", () => {
  for (const [ring] of decode(SQUARES).rings) {
    assert.equal(ring[0], ring[ring.length - 2]);
    assert.equal(ring[1], ring[ring.length - 1]);
    assert.equal(ring.length, 10);
  }
});

test("a point is found in the area that holds it, and nowhere outside", () => {
  const find = areaFinder(decode(SQUARES));

  assert.equal(find(lonToX(-0.5), latToY(45.5)), 0);
  assert.equal(find(lonToX(0.5), latToY(45.5)), 1);
  assert.equal(find(lonToX(0.5), latToY(46.5)), -1);
  assert.equal(find(lonToX(9), latToY(45.5)), -1);
});

test("a border between two departments is ranked as one", () => {
  const ranks = bordersByRank(decode(SQUARES)).map((arcs) => arcs.length);

  assert.deepEqual(ranks, [0, 0, 1, 2]);
});
