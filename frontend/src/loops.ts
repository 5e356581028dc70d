// Who is beside a border, found by walking along the borders (outlines/loops.py). A side
// is twice the number of an arc, plus 1 when the arc is walked backwards.
import type { Lines } from "./topology.ts";

/** After each side, the next one clockwise of the way back: the area on the left stays. */
export function facing({ cells, from, nodes }: Lines): Uint32Array {
  const sides = nodes.length, angles = new Float64Array(sides);
  // Sides that leave a point, as a chain: the first of each, then the one after each.
  const first = new Int32Array(sides).fill(-1), other = new Int32Array(sides), next = new Uint32Array(sides);
  for (let side = 0; side < sides; side++) {
    const backwards = side & 1, start = backwards ? from[(side >> 1) + 1] - 1 : from[side >> 1];
    const then = backwards ? start - 1 : start + 1;
    angles[side] = Math.atan2(cells[2 * then + 1] - cells[2 * start + 1], cells[2 * then] - cells[2 * start]);
    other[side] = first[nodes[side]];
    first[nodes[side]] = side;
  }
  for (let side = 0; side < sides; side++) {
    const back = angles[side ^ 1];
    let best = -1, least = Infinity;
    for (let way = first[nodes[side ^ 1]]; way >= 0; way = other[way]) {
      const turn = back - angles[way], clockwise = turn > 0 ? turn : turn + 2 * Math.PI;
      if (clockwise < least) {
        least = clockwise;
        best = way;
      }
    }
    next[side] = best;
  }
  return next;
}

/** Every side in one loop, in the order of their first side, forwards before backwards. */
export function loopsOf(next: Uint32Array): number[][] {
  const seen = new Uint8Array(next.length), loops: number[][] = [];
  for (const begin of [0, 1]) {
    for (let side = begin; side < next.length; side += 2) {
      if (seen[side]) continue;
      const loop: number[] = [];
      for (let at = side; !seen[at]; at = next[at]) {
        seen[at] = 1;
        loop.push(at);
      }
      loops.push(loop);
    }
  }
  return loops;
}
