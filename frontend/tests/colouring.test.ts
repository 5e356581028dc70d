import assert from "node:assert/strict";
import { test } from "node:test";
import { cellSteps, FINE, ONE, type Cells } from "../src/drawing/cells.ts";
import { CLEAR, colour, type Look } from "../src/drawing/colouring.ts";
import { coveredBy } from "../src/drawing/mark-atlas.ts";
import type { View } from "../src/drawing/paint.ts";
import { pixelsOf } from "../src/drawing/patches.ts";
import { latToY, lonToX } from "../src/outlines/projection.ts";
import { partsOf } from "../src/drawing/recolouring.ts";
import { around, isEmpty, NOWHERE, shared, type Rectangle } from "../src/drawing/rectangle.ts";
import { decode, type Coverage } from "../src/outlines/topology.ts";
import { board, packed } from "./packing.ts";

// A cell of the chessboard is 0.01°: some ten pixels, whose edges are no whole ones.
const WORLD = 360_000, WEST = lonToX(-0.013), NORTH = latToY(45.0837), WIDTH = 120, HEIGHT = 140;
const VIEW: View = { west: WEST, north: NORTH, scale: WORLD, density: 1, zoom: 10, box: [WEST, NORTH, WEST + WIDTH / WORLD, NORTH + HEIGHT / WORLD] };
const plain = (...rgb: [number, number, number]): Look => ({ colour: [...rgb, 255], tile: null, side: 0 });
const LOOKS = [CLEAR, plain(250, 10, 0), plain(0, 120, 40), plain(30, 60, 240)];

function cellsOf(...of: Parameters<typeof cellSteps>): Cells {
  const steps = cellSteps(...of);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function sidesOf({ arcs, codes }: Coverage): [Uint8Array, Uint8Array] {
  const places = codes.map((_, area) => 1 + (area % 3)), beside = (area: number) => (area < 0 ? 0 : places[area]);
  return [Uint8Array.from(arcs, ({ left }) => beside(left)), Uint8Array.from(arcs, ({ right }) => beside(right))];
}

function coloured(coverage: Coverage, cells: Cells, looks: Look[], part: Rectangle): number[][] {
  const into = new Uint32Array(part.width * part.height).fill(0x12345678);
  colour(into, cells, ...sidesOf(coverage), looks, part);
  return Array.from(into, (value) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24]);
}

const WHOLE = { x: 0, y: 0, width: WIDTH, height: HEIGHT };

test("every area has its colour, holes and enclaves included, and its edge none but those beside it", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const chess = board(seed), coverage = decode(packed(chess)), cells = cellsOf(coverage, pixelsOf(coverage, VIEW), WIDTH, HEIGHT);
    const pixels = coloured(coverage, cells, LOOKS, WHOLE), at = (x: number, y: number) => pixels[Math.floor(y) * WIDTH + Math.floor(x)];
    const lookAt = (x: number, y: number) => { const area = chess[y]?.[x] ?? -1; return LOOKS[area < 0 ? 0 : 1 + (area % 3)]; };

    chess.forEach((row, y) => row.forEach((_, x) => {
      const [px, py] = [(lonToX(0.01 * (x + 0.5)) - WEST) * WORLD, (latToY(45 + 0.01 * (y + 0.5)) - NORTH) * WORLD];
      assert.deepEqual(at(px, py), lookAt(x, y).colour, `board ${seed}, ${x}, ${y}`);
      // The border with the next one: as much of each colour as lies in the pixel.
      const edge = (lonToX(0.01 * (x + 1)) - WEST) * WORLD, share = edge - Math.floor(edge), [own, next] = [lookAt(x, y), lookAt(x + 1, y)];
      if (own === CLEAR || next === CLEAR) return assert.ok(Math.abs(at(edge, py)[3] - (own === CLEAR ? (1 - share) * next.colour[3] : share * 255)) <= 2);
      at(edge, py).forEach((value, channel) => {
        assert.ok(Math.abs(value - (share * own.colour[channel] + (1 - share) * next.colour[channel])) <= 2, `board ${seed}, edge ${x}, ${y}`);
      });
    }));
  }
});

test("each row ends as it began, whatever lies left of the picture", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const coverage = decode(packed(board(seed)));
    for (const west of [WEST, lonToX(0.033), lonToX(0.0812)]) {
      const view = { ...VIEW, west, box: [west, NORTH, west + WIDTH / WORLD, NORTH + HEIGHT / WORLD] as View["box"] };
      const cells = cellsOf(coverage, pixelsOf(coverage, view), WIDTH, HEIGHT), [left, right] = sidesOf(coverage);
      for (let row = 0; row < HEIGHT; row++) {
        let sum = 0, before = 0;
        for (let i = cells.from[row]; i < cells.from[row + 1]; i++) {
          sum += cells.drop[i] * (left[cells.arc[i]] - right[cells.arc[i]]);
          assert.ok(cells.column[i] >= before, "from left to right");
          assert.ok(Math.abs(cells.part[i]) <= ONE * FINE);
          before = cells.column[i];
        }
        assert.equal(sum, 0, `board ${seed}, row ${row}`);
      }
    }
  }
});

test("a part is cut out of the whole, in colours and in tiles", () => {
  const coverage = decode(packed(board(7))), cells = cellsOf(coverage, pixelsOf(coverage, VIEW), WIDTH, HEIGHT);
  const tile = Uint32Array.from({ length: 9 }, (_, i) => 0xff000000 + i), looks = [...LOOKS.slice(0, 2), { ...plain(4, 0, 0), tile, side: 3 }, LOOKS[3]];
  const whole = coloured(coverage, cells, looks, WHOLE), part = { x: 17, y: 31, width: 50, height: 60 }, cut = coloured(coverage, cells, looks, part);

  cut.forEach((pixel, i) => assert.deepEqual(pixel, whole[(part.y + Math.floor(i / part.width)) * WIDTH + part.x + (i % part.width)], `${i}`));
  // Repeated from the corner of the picture.
  const tiled = whole.map((pixel, i) => ({ pixel, x: i % WIDTH, y: Math.floor(i / WIDTH) })).filter(({ pixel }) => pixel[1] === 0 && pixel[2] === 0 && pixel[0] < 9 && pixel[3] === 255);
  assert.ok(tiled.length > 500);
  assert.ok(tiled.filter(({ pixel, x, y }) => pixel[0] === (y % 3) * 3 + (x % 3)).length > 0.9 * tiled.length);
});

test("what is in the window and what is around it are what is coloured, once", () => {
  const windows = [[{ x: 10.3, y: 20 }, { x: 30, y: 40 }], [{ x: -5, y: 8 }, { x: 30, y: 200 }], [{ x: 70, y: 0 }, { x: 90, y: 9 }]];
  for (const [corner, size] of windows) {
    for (const part of [{ x: 0, y: 0, width: 100, height: 120 }, { x: 20, y: 31, width: 70, height: 50 }, NOWHERE]) {
      const times = new Uint8Array(100 * 120), { seen, around } = partsOf(corner, size, 1.5, part);
      for (const { x, y, width, height } of [...seen, ...around]) {
        for (let row = y; row < y + height; row++) for (let column = x; column < x + width; column++) times[row * 100 + column]++;
      }
      times.forEach((count, i) => {
        const x = (i % 100) - part.x, y = Math.floor(i / 100) - part.y;
        assert.equal(count, x >= 0 && x < part.width && y >= 0 && y < part.height ? 1 : 0);
      });
      const [east, south] = [corner.x + size.x, corner.y + size.y].map((end) => Math.ceil(1.5 * end));
      for (const { x, y, width, height } of seen) assert.ok(x >= Math.floor(1.5 * corner.x) && y >= 1.5 * corner.y && x + width <= east && y + height <= south);
    }
  }
});

test("an area that goes on beyond the picture fills it up to there", () => {
  const coverage = decode(packed([[0]])), inside = { ...VIEW, west: lonToX(0.002), north: latToY(45.008), scale: 40 * WORLD };
  const half = { ...inside, west: lonToX(-0.00052), scale: 20 * WORLD };
  for (const view of [inside, half]) {
    const cells = cellsOf(coverage, pixelsOf(coverage, view), WIDTH, HEIGHT), pixels = coloured(coverage, cells, LOOKS, WHOLE);
    const edge = (lonToX(0) - view.west) * view.scale;

    assert.deepEqual([cells.west, cells.east, cells.north, cells.south], [Math.max(0, Math.floor(edge)), WIDTH, 0, HEIGHT]);
    pixels.forEach((pixel, i) => { if (i % WIDTH > edge) assert.deepEqual(pixel, LOOKS[1].colour, `${i}`); });
  }
});

test("rows and columns without a cell have no colour", () => {
  const view = { ...VIEW, scale: WORLD / 4 }, coverage = decode(packed(board(3))), cells = cellsOf(coverage, pixelsOf(coverage, view), WIDTH, HEIGHT);

  assert.ok(cells.south - cells.north > 10 && cells.south - cells.north < HEIGHT / 2);
  coloured(coverage, cells, LOOKS, WHOLE).forEach((pixel, i) => {
    const x = i % WIDTH, y = Math.floor(i / WIDTH);
    if (x < cells.west || x >= cells.east || y < cells.north || y >= cells.south) assert.equal(pixel[3], 0);
  });
});

test("marks in view lie within what they cover, and none in view cover nothing", () => {
  const marks = [[12, 20], [80, 31], [40, 120], [400, 31]].map(([x, y]) =>
    ({ x: VIEW.west + x / WORLD, y: VIEW.north + y / WORLD, colour: "#000", family: "host", letter: "C" }));
  const { x, y, width, height } = coveredBy(marks, VIEW), reach = 1.5 * 9 + 2;

  assert.deepEqual([x, y, x + width, y + height], [Math.floor(12 - reach), Math.floor(20 - reach), Math.ceil(80 + reach), Math.ceil(120 + reach)]);
  assert.equal(coveredBy(marks.slice(3), VIEW), NOWHERE);
});

test("a rectangle around two holds both, and what two share is in both", () => {
  const a = { x: 2, y: 3, width: 5, height: 4 }, b = { x: 5, y: 1, width: 9, height: 3 };

  assert.deepEqual(around(a, b), { x: 2, y: 1, width: 12, height: 6 });
  assert.deepEqual(shared(a, b), { x: 5, y: 3, width: 2, height: 1 });
  assert.deepEqual([around(a, NOWHERE), around(NOWHERE, b)], [a, b]);
  assert.ok(isEmpty(shared(a, { ...b, x: 7 })));
});
