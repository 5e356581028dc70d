// Who is beside a border, found by walking along the borders (outlines/loops.py). A side
// is twice the number of an arc, plus 1 when the arc is walked backwards.
import type { Lines } from "./topology.ts";

/** In the order of angles, counterclockwise from the west, from -2 to 2. */
function turned(east: number, north: number): number {
  const share = east / (Math.abs(east) + Math.abs(north));
  return north < 0 ? share - 1 : 1 - share;
}

/** After each side, the next one clockwise of the way back: the area on the left stays. */
export function facing({ cells, from, nodes }: Lines): Uint32Array {
  const sides = nodes.length, angles = new Float64Array(sides);
  // Sides that leave a point, as a chain: the first of each, then the one after each.
  const first = new Int32Array(sides).fill(-1), other = new Int32Array(sides), next = new Uint32Array(sides);
  for (let side = 0; side < sides; side++) {
    const backwards = side & 1, start = backwards ? from[(side >> 1) + 1] - 1 : from[side >> 1];
    const then = backwards ? start - 1 : start + 1;
    angles[side] = turned(cells[2 * then] - cells[2 * start], cells[2 * then + 1] - cells[2 * start + 1]);
    other[side] = first[nodes[side]];
    first[nodes[side]] = side;
  }
  for (let side = 0; side < sides; side++) {
    const back = angles[side ^ 1];
    let best = -1, least = Infinity;
    for (let way = first[nodes[side ^ 1]]; way >= 0; way = other[way]) {
      const turn = back - angles[way], clockwise = turn > 0 ? turn : turn + 4;
      if (clockwise < least) {
        least = clockwise;
        best = way;
      }
    }
    next[side] = best;
  }
  return next;
}

export interface Areas {
  /** Of each area: arcs put end to end, their common points once, closed. */
  rings: Float64Array[][];
  /** The area on the left of each side, or -1. */
  beside: Int16Array;
}

/**
 * Walks every side once, in loops that keep one area on their left: forwards before
 * backwards, in the order of their first side; `owners` tells whose each loop is.
 */
export function ringsOf(
  { from }: Lines, points: Float64Array, next: Uint32Array, owners: number[], areas: number,
): Areas {
  const rings: Float64Array[][] = Array.from({ length: areas }, () => []);
  const beside = new Int16Array(next.length), seen = new Uint8Array(next.length);
  // One piece of memory, of which each ring is a part.
  const all = new Float64Array(2 * points.length);
  let w = 0, loop = 0;
  for (const begin of [0, 1]) {
    for (let side = begin; side < next.length; side += 2) {
      if (seen[side]) continue;
      const owner = owners[loop++], first = w;
      for (let at = side; !seen[at]; at = next[at]) {
        seen[at] = 1;
        beside[at] = owner;
        if (owner >= 0) w = walked(all, w, points, from, at);
      }
      if (owner < 0) continue;
      all[w++] = all[first];
      all[w++] = all[first + 1];
      rings[owner].push(all.subarray(first, w));
    }
  }
  return { rings, beside };
}

/** Appends an arc without its last point, which the next one begins with. */
function walked(to: Float64Array, w: number, points: Float64Array, from: Uint32Array, side: number): number {
  const start = 2 * from[side >> 1], last = 2 * from[(side >> 1) + 1] - 2;
  if (side & 1) {
    for (let i = last; i > start; i -= 2) {
      to[w++] = points[i];
      to[w++] = points[i + 1];
    }
  } else {
    for (let i = start; i < last; i++) to[w++] = points[i];
  }
  return w;
}
