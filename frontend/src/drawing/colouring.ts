// Colours the areas of a view row by row: runs between its cells, and in each cell as much
// of every colour as lies in it. Nothing shines through between two areas.
import { FINE, ONE, type Cells } from "./cells.ts";
import type { Rectangle } from "./rectangle.ts";

/** What an area looks like: a colour, or a tile that is repeated from the picture's corner. */
export interface Look {
  /** Red, green, blue and how opaque, 0 to 255; of a tile its mean. */
  colour: [number, number, number, number];
  tile: Uint32Array | null;
  /** Of a tile. */
  side: number;
}

export const CLEAR: Look = { colour: [0, 0, 0, 0], tile: null, side: 0 };

const FULL = ONE * FINE, HALF = FULL / 2;

/** As an ImageData has it. */
export const packed = ([red, green, blue, opaque]: Look["colour"]): number => ((opaque << 24) | (blue << 16) | (green << 8) | red) >>> 0;

const whole = (sum: number): number => (sum <= 0 ? 0 : sum >= 255 * FULL ? 255 : (sum + HALF) >> 14);

/** From sums of what is seen; colours of an ImageData are not yet dimmed by how opaque it is. */
function blended(red: number, green: number, blue: number, opaque: number): number {
  const alpha = whole(opaque);
  if (alpha === 255) return ((255 << 24) | (whole(blue) << 16) | (whole(green) << 8) | whole(red)) >>> 0;
  if (alpha === 0) return 0;
  const share = (255 * FULL) / opaque;
  return ((alpha << 24) | (whole(blue * share) << 16) | (whole(green * share) << 8) | whole(red * share)) >>> 0;
}

/**
 * Fills `into`, which is as wide as `part`, with rows of the picture. `left` and `right`
 * tell the look on each side of an arc, as a place in `looks`, whose first is outside.
 */
export function colour(into: Uint32Array, cells: Cells, left: Uint8Array, right: Uint8Array, looks: Look[], part: Rectangle): void {
  const { from, column, arc, drop, part: share } = cells, west = part.x, east = part.x + part.width;
  const reds = looks.map((look) => look.colour[0]), greens = looks.map((look) => look.colour[1]);
  const blues = looks.map((look) => look.colour[2]), alphas = looks.map((look) => look.colour[3]), solid = looks.map((look) => packed(look.colour));
  for (let row = 0; row < part.height; row++) {
    const y = part.y + row, base = row * part.width - west, end = from[y + 1];
    let x = west, number = 0, red = 0, green = 0, blue = 0, opaque = 0;
    for (let i = from[y]; ; ) {
      while (i < end && left[arc[i]] === right[arc[i]]) i++;
      const at = i < end ? column[i] : east, stop = at < east ? at : east;
      if (stop > x) {
        const look = number >> 8, own = looks[look], plain = (number & 255) === 0 && own !== undefined && red === reds[look] * ONE && green === greens[look] * ONE && blue === blues[look] * ONE;
        if (plain && own.tile) {
          const { tile, side } = own, line = (y % side) * side;
          for (let to = base + x, tx = x % side; to < base + stop; to++) {
            into[to] = tile[line + tx];
            if (++tx === side) tx = 0;
          }
        } else {
          const value = plain ? solid[look] : blended(red * FINE, green * FINE, blue * FINE, opaque * FINE);
          if (stop - x > 24) into.fill(value, base + x, base + stop);
          else for (let to = base + x; to < base + stop; to++) into[to] = value;
        }
        x = stop;
      }
      if (at >= east) break;
      // All that happens in this pixel.
      let r = red * FINE, g = green * FINE, b = blue * FINE, a = opaque * FINE;
      for (; i < end && column[i] === at; i++) {
        const own = left[arc[i]], other = right[arc[i]];
        if (own === other) continue;
        const down = drop[i], seen = share[i], dr = reds[own] - reds[other], dg = greens[own] - greens[other], db = blues[own] - blues[other], da = alphas[own] - alphas[other];
        number += down * (own - other);
        red += down * dr;
        green += down * dg;
        blue += down * db;
        opaque += down * da;
        r += seen * dr;
        g += seen * dg;
        b += seen * db;
        a += seen * da;
      }
      if (at < west) continue;
      into[base + at] = blended(r, g, b, a);
      x = at + 1;
    }
  }
}
