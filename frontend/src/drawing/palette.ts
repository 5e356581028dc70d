// What fills an area as pixels: one colour, or a tile of textures over a colour.
import type { Look } from "./colouring.ts";
import { tileOf, type Tile } from "./patterns.ts";

/** A colour as `#rrggbb`, or a texture of `patterns.ts`. */
export type Fill = string | CanvasPattern;

const common = (a: number, b: number): number => (b ? common(b, a % b) : a);

/** Made once: each density has textures of its own. */
const known = new Map<string, Look>();

export function lookOf(fills: Fill[]): Look {
  const tiles = fills.map((fill) => (typeof fill === "string" ? plain(fill) : tileOf(fill))), key = tiles.map((tile) => tile.key).join();
  let look = known.get(key);
  if (!look) known.set(key, look = mixed(tiles));
  return look;
}

function plain(colour: string): Tile {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return { key: colour, side: 1, data: Uint8ClampedArray.of(red, green, blue, 255) };
}

/** Laid one over the other, each repeated from the corner; the first hides what is below. */
export function mixed(tiles: Tile[]): Look {
  const side = tiles.reduce((all, own) => (all * own.side) / common(all, own.side), 1), data = new Uint8ClampedArray(4 * side * side);
  for (const [place, tile] of tiles.entries()) {
    for (let at = 0; at < data.length; at += 4) {
      const x = (at / 4) % side, y = Math.floor(at / 4 / side), from = 4 * ((y % tile.side) * tile.side + (x % tile.side));
      const share = place ? tile.data[from + 3] / 255 : 1;
      for (let part = 0; part < 3; part++) data[at + part] += share * (tile.data[from + part] - data[at + part]);
      data[at + 3] = 255;
    }
  }
  const sums: Look["colour"] = [0, 0, 0, 0];
  data.forEach((value, i) => { sums[i % 4] += value; });
  const colour = sums.map((sum) => Math.round(sum / (side * side))) as Look["colour"];
  return { colour, tile: side > 1 ? new Uint32Array(data.buffer) : null, side };
}
