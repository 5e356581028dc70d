// Decodes outlines packed as shared borders: each border travels, and is drawn, once.
import { latToY, lonToX } from "./projection.ts";

/** What the server sends: columns of arcs, then rings as references to them. */
export interface Packed {
  v: number;
  scale: [number, number];
  origin: [number, number];
  /** Points of each arc. */
  n: number[];
  /** Steps from one point to the next, all arcs in one row. */
  x: number[];
  y: number[];
  /** Per area: rings; per ring: arcs; per arc: step to its number × 2, + 1 if reversed. */
  r: number[];
  code: string[];
  epci?: number[];
}

/** West, north, east, south in Mercator units: y grows southwards. */
export type Box = [number, number, number, number];

/** A border and the one or two areas beside it (`right` is -1 on the outside). */
export interface Arc {
  start: number;
  end: number;
  left: number;
  right: number;
  box: Box;
}

export interface Coverage {
  points: Float64Array;
  arcs: Arc[];
  rings: Float64Array[][];
  boxes: Box[];
  codes: string[];
  epci: number[] | null;
}

export function boxOf(points: Float64Array, start = 0, end = points.length / 2): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = start; i < end; i++) {
    const x = points[2 * i], y = points[2 * i + 1];
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}

const union = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3]),
];

function arcStarts(lengths: number[]): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) starts[i + 1] = starts[i] + lengths[i];
  return starts;
}

function projected(packed: Packed): Float64Array {
  const points = new Float64Array(packed.x.length * 2);
  const [sx, sy] = packed.scale, [ox, oy] = packed.origin;
  let x = 0, y = 0;
  for (let i = 0; i < packed.x.length; i++) {
    x += packed.x[i];
    y += packed.y[i];
    points[2 * i] = lonToX(x * sx + ox);
    points[2 * i + 1] = latToY(y * sy + oy);
  }
  return points;
}

/** Arcs put end to end; the point that two arcs share is written once. */
function ringOf(refs: number[], starts: Uint32Array, points: Float64Array): Float64Array {
  let length = 1;
  for (const ref of refs) length += starts[(ref >> 1) + 1] - starts[ref >> 1] - 1;
  const ring = new Float64Array(length * 2);
  let w = 0;
  for (const ref of refs) {
    const start = starts[ref >> 1], end = starts[(ref >> 1) + 1], reversed = ref & 1;
    for (let k = 0; k < end - start - 1; k++) {
      const i = reversed ? end - 1 - k : start + k;
      ring[w++] = points[2 * i];
      ring[w++] = points[2 * i + 1];
    }
  }
  ring[w] = ring[0];
  ring[w + 1] = ring[1];
  return ring;
}

export function decode(packed: Packed): Coverage {
  const starts = arcStarts(packed.n), points = projected(packed);
  const owners = new Int32Array(packed.n.length * 2).fill(-1);
  const rings: Float64Array[][] = [], boxes: Box[] = [];
  const r = packed.r;
  for (let p = 0, last = 0; p < r.length; ) {
    const area = rings.length, own: Float64Array[] = [];
    for (let left = r[p++]; left > 0; left--) {
      const refs: number[] = [];
      for (let arcs = r[p++]; arcs > 0; arcs--) {
        const step = r[p++], reversed = step & 1;
        last += (step - reversed) / 2;
        refs.push(last * 2 + reversed);
        owners[2 * last + (owners[2 * last] === -1 ? 0 : 1)] = area;
      }
      own.push(ringOf(refs, starts, points));
    }
    rings.push(own);
    boxes.push(own.map((ring) => boxOf(ring)).reduce(union));
  }
  const arcs = packed.n.map((_, i) => ({
    start: starts[i], end: starts[i + 1], left: owners[2 * i], right: owners[2 * i + 1],
    box: boxOf(points, starts[i], starts[i + 1]),
  }));
  return { points, arcs, rings, boxes, codes: packed.code, epci: packed.epci ?? null };
}
