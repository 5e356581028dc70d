import assert from "node:assert/strict";
import { test } from "node:test";
import type { View } from "../src/drawing/paint.ts";
import { patchesOf, pixelsOf, tracePatch, type Patch, type Pixels } from "../src/drawing/patches.ts";
import { PathText } from "../src/poster/path-text.ts";
import { latToY, lonToX } from "../src/outlines/projection.ts";
import { decode } from "../src/outlines/topology.ts";
import { board, packed } from "./packing.ts";

// A cell of the chessboard is 0.01°: some ten pixels.
const WORLD = 360_000, WEST = lonToX(-0.01), NORTH = latToY(45.08);
const VIEW: View = { west: WEST, north: NORTH, scale: WORLD, density: 1, zoom: 10, box: [WEST, NORTH, lonToX(0.12), latToY(44.9)] };

type Point = [number, number];

function loopOf(pixels: Pixels, patch: Patch): Point[] {
  const points: Point[] = [], put = (x: number, y: number) => void points.push([x, y]);
  tracePatch({ moveTo: put, lineTo: put }, pixels, patch);
  return points;
}

function within(loop: Point[], [x, y]: Point): boolean {
  return loop.filter(([px, py], i) => {
    const [qx, qy] = loop[(i + loop.length - 1) % loop.length];
    return py > y !== qy > y && x < ((qx - px) * (y - py)) / (qy - py) + px;
  }).length % 2 === 1;
}

test("paper colours every cell as its area, holes and enclaves included", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const cells = board(seed), coverage = decode(packed(cells)), looks = Int16Array.from(coverage.codes, (_, area) => area % 3);
    const pixels = pixelsOf(coverage, VIEW), edges = patchesOf(coverage, looks).map((patch) => ({ look: patch.look, loop: loopOf(pixels, patch) }));

    cells.forEach((row, y) => row.forEach((area, x) => {
      const at: Point = [(lonToX(0.01 * (x + 0.5)) - WEST) * WORLD, (latToY(45 + 0.01 * (y + 0.5)) - NORTH) * WORLD];
      const look = area < 0 ? -1 : looks[area], around = edges.filter(({ loop }) => within(loop, at));
      for (const one of [0, 1, 2]) {
        assert.equal(around.filter((edge) => edge.look === one).length % 2 === 1, look === one, `board ${seed}, ${x}, ${y}`);
      }
    }));
  }
});

test("a path begins where it is told to, also in a file", () => {
  const coverage = decode(packed([[0]])), path = new PathText(), [patch] = patchesOf(coverage, Int16Array.of(0));

  tracePatch(path, pixelsOf(coverage, VIEW), patch);

  assert.match(path.text, /^M\d+ \d+l/);
});

test("two painters at once do not write over each other's points", () => {
  const coverage = decode(packed(board(3))), first = pixelsOf(coverage, VIEW), before = first.xy.slice();

  pixelsOf(coverage, { ...VIEW, west: 0 });

  assert.deepEqual(first.xy, before);
});
