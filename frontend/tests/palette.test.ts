import assert from "node:assert/strict";
import { test } from "node:test";
import { mixed } from "../src/drawing/palette.ts";

const plain = (...rgb: number[]) => ({ key: "", side: 1, data: Uint8ClampedArray.of(...rgb, 255) });
/** One pixel in `side` times `side` is white, as opaque as told. */
const dotted = (side: number, opaque: number) => {
  const data = new Uint8ClampedArray(4 * side * side);
  data.set([255, 255, 255, opaque]);
  return { key: "", side, data };
};

test("a colour alone has no tile", () => {
  assert.deepEqual(mixed([plain(10, 20, 30)]), { colour: [10, 20, 30, 255], tile: null, side: 1 });
});

test("a texture lies over a colour as much as it is opaque", () => {
  const look = mixed([plain(55, 105, 205), dotted(2, 102)]), pixels = new Uint8ClampedArray((look.tile as Uint32Array).buffer);

  // Two fifths of white: 55 + 0.4 · 200, 105 + 0.4 · 150, 205 + 0.4 · 50.
  assert.deepEqual([...pixels], [135, 165, 225, 255, 55, 105, 205, 255, 55, 105, 205, 255, 55, 105, 205, 255]);
  assert.deepEqual(look.colour, [75, 120, 210, 255]);
});

test("two textures begin again together where both do", () => {
  const look = mixed([plain(0, 0, 0), dotted(4, 255), dotted(6, 255)]), tile = look.tile as Uint32Array;

  assert.equal(look.side, 12);
  tile.forEach((value, i) => {
    const x = i % 12, y = Math.floor(i / 12), isDot = (x % 4 === 0 && y % 4 === 0) || (x % 6 === 0 && y % 6 === 0);
    assert.equal(value & 255, isDot ? 255 : 0);
    assert.equal(value >>> 24, 255);
  });
});
