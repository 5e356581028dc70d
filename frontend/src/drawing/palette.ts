// What fills an area as pixels: one colour, or a tile of textures over a colour.
import { type Look } from "./colouring.ts";
import { keyOf, sideOf } from "./patterns.ts";

export type Fill = string | CanvasPattern;

const common = (a: number, b: number): number => (b ? common(b, a % b) : a);

/** Made once: textures are made once too, and each density has its own. */
const known = new Map<string, Look>();

export function lookOf(fills: Fill[]): Look {
  const key = fills.map((fill) => (typeof fill === "string" ? fill : keyOf(fill))).join();
  let look = known.get(key);
  if (!look) known.set(key, look = mixed(fills));
  return look;
}

/** Fills laid one over the other, as `fill` would from the corner of a canvas. */
function mixed(fills: Fill[]): Look {
  const sides = fills.map((fill) => (typeof fill === "string" ? 1 : sideOf(fill)));
  const side = sides.reduce((all, own) => (all * own) / common(all, own)), canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const ctx = canvas.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
  for (const fill of fills) {
    ctx.fillStyle = fill;
    ctx.fillRect(0, 0, side, side);
  }
  const { data } = ctx.getImageData(0, 0, side, side), sums: Look["colour"] = [0, 0, 0, 0];
  data.forEach((value, i) => { sums[i % 4] += value; });
  const colour = sums.map((sum) => Math.round(sum / (side * side))) as Look["colour"];
  return { colour, tile: side > 1 ? new Uint32Array(data.buffer) : null, side };
}
