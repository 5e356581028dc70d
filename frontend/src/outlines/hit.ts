// Which area lies under a point: a grid of bounding boxes, then ray casting.
import type { Box, Coverage } from "./topology.ts";

const CELLS = 64;

/** Crossings of a ray to the east: every border of the area counts, in whatever order. */
function inside({ points, arcs }: Coverage, rings: number[][], x: number, y: number): boolean {
  let within = false;
  for (const ring of rings) {
    for (const side of ring) {
      const { start, end } = arcs[side >> 1];
      for (let i = 2 * start; i < 2 * end - 2; i += 2) {
        const yi = points[i + 1], yj = points[i + 3];
        if (yi > y === yj > y) continue;
        if (x < ((points[i + 2] - points[i]) * (y - yi)) / (yj - yi) + points[i]) within = !within;
      }
    }
  }
  return within;
}

type Find = (x: number, y: number) => number;

/** Gives the area at Mercator `x`, `y`, or -1; the grid is made at the first question. */
export function areaFinder(coverage: Coverage): Find {
  let find: Find | null = null;
  return (x, y) => (find ??= indexed(coverage))(x, y);
}

function indexed(coverage: Coverage): Find {
  const { boxes, rings } = coverage;
  const whole = boxes.reduce<Box>(
    (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])],
    [Infinity, Infinity, -Infinity, -Infinity],
  );
  const width = (whole[2] - whole[0]) / CELLS || 1, height = (whole[3] - whole[1]) / CELLS || 1;
  const column = (x: number) => Math.floor((x - whole[0]) / width);
  const row = (y: number) => Math.floor((y - whole[1]) / height);
  const cells = new Map<number, number[]>();
  boxes.forEach((box, area) => {
    for (let c = column(box[0]); c <= column(box[2]); c++) {
      for (let r = row(box[1]); r <= row(box[3]); r++) {
        const cell = c * 1000 + r;
        const list = cells.get(cell);
        if (list) list.push(area);
        else cells.set(cell, [area]);
      }
    }
  });
  return (x, y) => {
    for (const area of cells.get(column(x) * 1000 + row(y)) ?? []) {
      const box = boxes[area];
      const near = x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
      if (near && inside(coverage, rings[area], x, y)) return area;
    }
    return -1;
  };
}
