// Decodes outlines packed as shared borders (outlines/browser_pack.py tells the layout):
// each border travels, and is drawn, once.
import { facing, ringsOf } from "./loops.ts";
import { latToY, lonToX } from "./projection.ts";

/** West, north, east, south in Mercator units: y grows southwards. */
export type Box = [number, number, number, number];

/** A border and the one or two areas beside it (`right` is -1 on the outside). */
export interface Arc {
  start: number;
  end: number;
  left: number;
  right: number;
}

export interface Coverage {
  /** In Mercator units, to within a metre. */
  points: Float32Array;
  arcs: Arc[];
  /** The box of each arc: four numbers. */
  extents: Float32Array;
  /** The side after each side of a loop that keeps one area on its left (loops.ts). */
  next: Uint32Array;
  /** Of each area: the sides of each ring (`ringPoints` joins them). */
  rings: number[][][];
  boxes: Box[];
  codes: string[];
  /** Which EPCI each area is in; the contours do not know, the communes do. */
  epci: number[] | null;
}

const MAGIC = 0x32616e6e, HEADER = 52, ESCAPE = -128;

/** Writes the boxes of all arcs, and widens those of the areas beside each. */
function measured(points: Float32Array, arcs: Arc[], boxes: Box[]): Float32Array {
  const extents = new Float32Array(4 * arcs.length);
  arcs.forEach(({ start, end, left, right }, arc) => {
    let west = Infinity, north = Infinity, east = -Infinity, south = -Infinity;
    for (let i = 2 * start; i < 2 * end; i += 2) {
      const x = points[i], y = points[i + 1];
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < north) north = y;
      if (y > south) south = y;
    }
    extents[4 * arc] = west;
    extents[4 * arc + 1] = north;
    extents[4 * arc + 2] = east;
    extents[4 * arc + 3] = south;
    for (const area of [left, right]) if (area >= 0) extend(boxes[area], west, north, east, south);
  });
  return extents;
}

export function extend(box: Box, west: number, north: number, east: number, south: number): void {
  if (west < box[0]) box[0] = west;
  if (north < box[1]) box[1] = north;
  if (east > box[2]) box[2] = east;
  if (south > box[3]) box[3] = south;
}

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

// What follows runs once, hence mostly before the engine has compiled it: plain loops,
// nothing done twice.

function linesOf({ counts, starts, ends, jumpX, jumpY, moveX, moveY }: Columns): Lines {
  const arcs = counts.length, nodes = new Uint32Array(2 * arcs), from = new Uint32Array(arcs + 1);
  for (let arc = 0; arc < arcs; arc++) from[arc + 1] = from[arc] + counts[arc] + (ends[arc] ? 2 : 1);
  const cells = new Int32Array(2 * from[arcs]);
  // Where each point that was met is among the cells.
  const met = new Uint32Array(2 * arcs);
  let known = 0, w = 0, x = 0, y = 0, jump = 0, move = 0;
  for (let arc = 0; arc < arcs; arc++) {
    const start = starts[arc], end = ends[arc];
    if (start) {
      const place = known - start;
      nodes[2 * arc] = place;
      x = cells[met[place]];
      y = cells[met[place] + 1];
    } else {
      x += jumpX[jump];
      y += jumpY[jump++];
      nodes[2 * arc] = known;
      met[known++] = w;
    }
    cells[w++] = x;
    cells[w++] = y;
    for (const last = move + counts[arc]; move < last; move++) {
      cells[w++] = x += moveX[move];
      cells[w++] = y += moveY[move];
    }
    if (end) {
      const place = known - end;
      nodes[2 * arc + 1] = place;
      cells[w++] = x = cells[met[place]];
      cells[w++] = y = cells[met[place] + 1];
    } else {
      nodes[2 * arc + 1] = known;
      met[known++] = w - 2;
    }
  }
  return { cells, from, nodes };
}

function projected(cells: Int32Array, { step, west, south }: Columns): Float32Array {
  const points = new Float32Array(cells.length);
  let highest = 0;
  for (let i = 1; i < cells.length; i += 2) if (cells[i] > highest) highest = cells[i];
  // Several points share a row of the grid: its latitude is projected once.
  const rows = new Float64Array(highest + 1);
  for (let row = 0; row <= highest; row++) rows[row] = latToY(row * step + south);
  for (let i = 0; i < cells.length; i += 2) {
    points[i] = lonToX(cells[i] * step + west);
    points[i + 1] = rows[cells[i + 1]];
  }
  return points;
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
  const next = facing(lines), { rings, beside } = ringsOf(next, owners, numbers.length), arcs: Arc[] = [];
  for (let arc = 0; arc < columns.counts.length; arc++) {
    arcs.push({ start: from[arc], end: from[arc + 1], left: beside[2 * arc], right: beside[2 * arc + 1] });
  }
  const boxes = rings.map((): Box => [Infinity, Infinity, -Infinity, -Infinity]), extents = measured(points, arcs, boxes);
  const digits = numbers.length ? String(numbers[numbers.length - 1]).length : 0;
  return { points, arcs, extents, next, rings, boxes, codes: numbers.map((n) => String(n).padStart(digits, "0")), epci: null };
}
