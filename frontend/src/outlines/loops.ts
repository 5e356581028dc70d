// Who is beside a border, found by walking along the borders (outlines/loops.py). A side
// is twice the number of an arc, plus 1 when the arc is walked backwards.
import type { Coverage, Lines } from "./topology.ts";

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
  /** Of each area: the sides of each of its rings, in the order of walking. */
  rings: number[][][];
  /** The area on the left of each side, or -1. */
  beside: Int16Array;
}

/**
 * Walks every side once, in loops that keep one area on their left: forwards before
 * backwards, in the order of their first side; `owners` tells whose each loop is.
 */
export function ringsOf(next: Uint32Array, owners: number[], areas: number): Areas {
  const rings: number[][][] = Array.from({ length: areas }, () => []);
  const beside = new Int16Array(next.length), seen = new Uint8Array(next.length);
  let loop = 0;
  for (const begin of [0, 1]) {
    for (let side = begin; side < next.length; side += 2) {
      if (seen[side]) continue;
      const owner = owners[loop++], ring: number[] = [];
      for (let at = side; !seen[at]; at = next[at]) {
        seen[at] = 1;
        beside[at] = owner;
        if (owner >= 0) ring.push(at);
      }
      if (owner >= 0) rings[owner].push(ring);
    }
  }
  return { rings, beside };
}

/** Arcs put end to end, their common points once, closed. */
export function ringPoints({ points, arcs }: Pick<Coverage, "points" | "arcs">, sides: number[]): Float32Array {
  let length = 2, w = 0;
  for (const side of sides) length += 2 * (arcs[side >> 1].end - arcs[side >> 1].start - 1);
  const ring = new Float32Array(length);
  for (const side of sides) {
    const start = 2 * arcs[side >> 1].start, last = 2 * arcs[side >> 1].end - 2;
    if (side & 1) {
      for (let i = last; i > start; i -= 2) {
        ring[w++] = points[i];
        ring[w++] = points[i + 1];
      }
    } else {
      for (let i = start; i < last; i++) ring[w++] = points[i];
    }
  }
  ring[w++] = ring[0];
  ring[w] = ring[1];
  return ring;
}
