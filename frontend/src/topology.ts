// Decodes outlines packed as shared borders (outlines/browser_pack.py tells the layout):
// each border travels, and is drawn, once.
import { facing, loopsOf } from "./loops.ts";
import { latToY, lonToX } from "./projection.ts";

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
  /** Which EPCI each area is in; the contours do not know, the communes do. */
  epci: number[] | null;
}

const MAGIC = 0x32616e6e, HEADER = 52, ESCAPE = -128;

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

interface Columns {
  step: number;
  west: number;
  south: number;
  thousands: Int16Array;
  units: Int16Array;
  owners: Int16Array;
  counts: Int16Array;
  starts: Int16Array;
  ends: Int16Array;
  jumpX: Int16Array;
  jumpY: Int16Array;
  moveX: Int16Array;
  moveY: Int16Array;
}

function columnsOf(buffer: ArrayBuffer): Columns {
  const header = new DataView(buffer);
  if (buffer.byteLength < HEADER || header.getUint32(0, true) !== MAGIC) throw new Error("these are no contours");
  const size = (place: number) => header.getUint32(4 + 4 * place, true);
  const [areas, loops, arcs, jumps, moves, escapes] = [0, 1, 2, 3, 4, 5].map(size);
  let next = HEADER, at = HEADER + 2 * escapes;
  const column = (length: number): Int16Array => {
    const bytes = new Int8Array(buffer, at, length), values = Int16Array.from(bytes);
    at += length;
    for (let i = bytes.indexOf(ESCAPE); i >= 0; i = bytes.indexOf(ESCAPE, i + 1), next += 2) {
      values[i] = header.getInt16(next, true);
    }
    return values;
  };
  const decimal = (place: number) => header.getFloat64(28 + 8 * place, true);
  return {
    step: decimal(0), west: decimal(1), south: decimal(2),
    thousands: column(areas), units: column(areas), owners: column(loops),
    counts: column(arcs), starts: column(arcs), ends: column(arcs),
    jumpX: column(jumps), jumpY: column(jumps), moveX: column(moves), moveY: column(moves),
  };
}

/** Arcs in cells of the grid: two numbers a point, where each begins, and its two nodes. */
export interface Lines {
  cells: Int32Array;
  /** Points before each arc, and after the last. */
  from: Uint32Array;
  /** Start and end of each arc, by number of point met. */
  nodes: Uint32Array;
}

function linesOf({ counts, starts, ends, jumpX, jumpY, moveX, moveY }: Columns): Lines {
  const arcs = counts.length, met: number[] = [], nodes = new Uint32Array(2 * arcs), from = new Uint32Array(arcs + 1);
  for (let arc = 0; arc < arcs; arc++) from[arc + 1] = from[arc] + counts[arc] + (ends[arc] ? 2 : 1);
  const cells = new Int32Array(2 * from[arcs]);
  let w = 0, x = 0, y = 0, jump = 0, move = 0;
  const put = () => {
    cells[w++] = x;
    cells[w++] = y;
  };
  /** The point met so many ago, or where we are, which is met from now on. */
  const node = (ago: number): number => {
    if (!ago) return met.push(x, y) / 2 - 1;
    const place = met.length / 2 - ago;
    x = met[2 * place];
    y = met[2 * place + 1];
    return place;
  };
  for (let arc = 0; arc < arcs; arc++) {
    if (!starts[arc]) {
      x += jumpX[jump];
      y += jumpY[jump++];
    }
    nodes[2 * arc] = node(starts[arc]);
    put();
    for (const last = move + counts[arc]; move < last; move++) {
      x += moveX[move];
      y += moveY[move];
      put();
    }
    nodes[2 * arc + 1] = node(ends[arc]);
    if (ends[arc]) put();
  }
  return { cells, from, nodes };
}

function projected(cells: Int32Array, { step, west, south }: Columns): Float64Array {
  const points = new Float64Array(cells.length);
  for (let i = 0; i < cells.length; i += 2) {
    points[i] = lonToX(cells[i] * step + west);
    points[i + 1] = latToY(cells[i + 1] * step + south);
  }
  return points;
}

/** Arcs put end to end; the point that two arcs share is written once. */
function ringOf(loop: number[], from: Uint32Array, points: Float64Array): Float64Array {
  let length = 1;
  for (const side of loop) length += from[(side >> 1) + 1] - from[side >> 1] - 1;
  const ring = new Float64Array(length * 2);
  let w = 0;
  for (const side of loop) {
    const start = from[side >> 1], end = from[(side >> 1) + 1], backwards = side & 1;
    for (let k = 0; k < end - start - 1; k++) {
      const i = backwards ? end - 1 - k : start + k;
      ring[w++] = points[2 * i];
      ring[w++] = points[2 * i + 1];
    }
  }
  ring[w] = ring[0];
  ring[w + 1] = ring[1];
  return ring;
}

/** The sums of a column of steps. */
function summed(steps: Int16Array): number[] {
  let sum = 0;
  return Array.from(steps, (step) => (sum += step));
}

/** Throws when the bytes are no contours. */
export function decode(buffer: ArrayBuffer): Coverage {
  const columns = columnsOf(buffer), lines = linesOf(columns), { from } = lines;
  const points = projected(lines.cells, columns), owners = summed(columns.owners);
  const units = summed(columns.units), numbers = summed(columns.thousands).map((n, i) => 1000 * n + units[i]);
  const rings: Float64Array[][] = numbers.map(() => []), beside = new Int16Array(2 * columns.counts.length);
  loopsOf(facing(lines)).forEach((loop, place) => {
    for (const side of loop) beside[side] = owners[place];
    if (owners[place] >= 0) rings[owners[place]].push(ringOf(loop, from, points));
  });
  const arcs = Array.from(columns.counts, (_, i) => ({
    start: from[i], end: from[i + 1], left: beside[2 * i], right: beside[2 * i + 1], box: boxOf(points, from[i], from[i + 1]),
  }));
  const boxes = rings.map((own) => own.map((ring) => boxOf(ring)).reduce(union));
  const digits = numbers.length ? String(numbers[numbers.length - 1]).length : 0;
  return { points, arcs, rings, boxes, codes: numbers.map((n) => String(n).padStart(digits, "0")), epci: null };
}
