// Borders as what they cover of each pixel that they cross: made once for a view, so that
// other classes are coloured by walking along rows, without any path.
import type { Pixels } from "./patches.ts";
import type { Coverage } from "../outlines/topology.ts";

/** In 256ths of a pixel everything is whole: what begins in a row ends in it, exactly. */
export const ONE = 256;
/** Of what a cell covers of its own pixel: a pixel is ONE times this. */
export const FINE = 64;

/** Arcs between two looks at the clock. */
const ARCS = 800;

/** By row, then from left to right; several borders may cross one pixel. */
export interface Cells {
  width: number;
  height: number;
  /** Cells before each row, and after the last. */
  from: Uint32Array;
  /** Columns that may have a colour: from, and up to but without. */
  west: number;
  east: number;
  /** Rows, likewise. */
  north: number;
  south: number;
  column: Uint16Array;
  arc: Uint16Array | Uint32Array;
  /** How far it goes down in the row, negative upwards: all that is on its right. */
  drop: Int16Array;
  /** The same of its own pixel, in `FINE` parts. */
  part: Int16Array;
}

class Columns {
  length = 0;
  /** Whether there are borders east of the picture: what they end may fill it up to there. */
  goesOn = false;
  row = new Uint16Array(1 << 16);
  column = new Uint16Array(1 << 16);
  arc = new Uint32Array(1 << 16);
  drop = new Int16Array(1 << 16);
  part = new Int16Array(1 << 16);

  put(row: number, column: number, arc: number, drop: number, part: number): void {
    const last = this.length - 1;
    if (last >= 0 && this.arc[last] === arc && this.column[last] === column && this.row[last] === row && Math.abs(this.drop[last] + drop) <= ONE) {
      this.drop[last] += drop;
      this.part[last] += part;
      return;
    }
    if (this.length === this.row.length) this.#grow();
    const at = this.length++;
    this.row[at] = row;
    this.column[at] = column;
    this.arc[at] = arc;
    this.drop[at] = drop;
    this.part[at] = part;
  }

  #grow(): void {
    const twice = <T extends Uint16Array | Uint32Array | Int16Array>(old: T, grown: T): T => (grown.set(old), grown), size = 2 * this.length;
    this.row = twice(this.row, new Uint16Array(size));
    this.column = twice(this.column, new Uint16Array(size));
    this.arc = twice(this.arc, new Uint32Array(size));
    this.drop = twice(this.drop, new Int16Array(size));
    this.part = twice(this.part, new Int16Array(size));
  }
}

/** One line in one row: `y` are whole 256ths, `x` need not be. */
function crossRow(found: Columns, arc: number, row: number, width: number, x: number, y: number, endX: number, endY: number): void {
  const drop = endY - y, wide = width * ONE, least = Math.min(x, endX), most = Math.max(x, endX);
  if (least >= wide) {
    found.goesOn = true;
    return;
  }
  // What is left of the picture counts for all of the row.
  if (most <= 0) return found.put(row, 0, arc, drop, drop * FINE);
  for (const side of [0, wide]) {
    if (least >= side || most <= side) continue;
    const middle = Math.round(y + ((side - x) * drop) / (endX - x));
    crossRow(found, arc, row, width, x, y, side, middle);
    return crossRow(found, arc, row, width, side, middle, endX, endY);
  }
  const first = Math.floor(x / ONE), last = Math.floor(endX / ONE), step = last > first ? 1 : -1;
  let before = y, at = x;
  for (let column = first; ; column += step) {
    const edge = column === last ? endX : (step > 0 ? column + 1 : column) * ONE;
    const down = column === last ? endY : Math.round(y + ((edge - x) * drop) / (endX - x)), own = down - before;
    if (own && column < width) found.put(row, column, arc, own, Math.round((own * FINE * (2 * ONE - (at + edge - 2 * column * ONE))) / (2 * ONE)));
    if (column === last) return;
    before = down;
    at = edge;
  }
}

/** A line from point to point, as far as it is between the first row and the last. */
function cross(found: Columns, arc: number, width: number, height: number, x: number, y: number, endX: number, endY: number): void {
  const tall = height * ONE, slope = (endX - x) / (endY - y), stop = Math.min(tall, Math.max(0, endY)), down = endY > y;
  let at = Math.min(tall, Math.max(0, y)), across = at === y ? x : x + (at - y) * slope;
  while (at !== stop) {
    const row = down ? Math.floor(at / ONE) : Math.ceil(at / ONE) - 1;
    const edge = down ? Math.min((row + 1) * ONE, stop) : Math.max(row * ONE, stop), then = edge === endY ? endX : x + (edge - y) * slope;
    crossRow(found, arc, row, width, across, at, then, edge);
    at = edge;
    across = then;
  }
}

/** Places of the cells in order of `keys`, those of one key as in `order`. */
function sorted(order: Uint32Array | null, keys: Uint16Array, length: number, highest: number): { order: Uint32Array; from: Uint32Array } {
  const from = new Uint32Array(highest + 1), result = new Uint32Array(length);
  for (let i = 0; i < length; i++) from[keys[i] + 1]++;
  for (let key = 0; key < highest; key++) from[key + 1] += from[key];
  const next = from.slice();
  for (let i = 0; i < length; i++) {
    const place = order ? order[i] : i;
    result[next[keys[place]]++] = place;
  }
  return { order: result, from };
}

/** Of a canvas `width` pixels wide and `height` high, in steps. */
export function* cellSteps({ arcs }: Pick<Coverage, "arcs">, { xy, from: starts }: Pixels, width: number, height: number): Generator<void, Cells> {
  const found = new Columns();
  for (let arc = 0; arc < arcs.length; arc++) {
    if (arc % ARCS === ARCS - 1) yield;
    let x = Math.round(xy[starts[arc]] * ONE), y = Math.round(xy[starts[arc] + 1] * ONE);
    for (let i = starts[arc] + 2; i < starts[arc + 1]; i += 2) {
      const endX = Math.round(xy[i] * ONE), endY = Math.round(xy[i + 1] * ONE);
      if (y !== endY) cross(found, arc, width, height, x, y, endX, endY);
      x = endX;
      y = endY;
    }
  }
  yield;
  const { length } = found, { order, from } = sorted(sorted(null, found.column, length, width).order, found.row, length, height);
  const taken = <T extends Uint16Array | Uint32Array | Int16Array>(values: T, into: T): T => {
    for (let i = 0; i < length; i++) into[i] = values[order[i]];
    return into;
  };
  const column = taken(found.column, new Uint16Array(length));
  let west = width, east = found.goesOn ? width : 0;
  for (let i = 0; i < length; i++) {
    if (column[i] < west) west = column[i];
    if (column[i] >= east) east = column[i] + 1;
  }
  const few = arcs.length <= 1 << 16;
  let north = 0, south = height;
  while (north < height && from[north + 1] === 0) north++;
  while (south > north && from[south - 1] === length) south--;
  return {
    width, height, from, west, east, north, south, column, drop: taken(found.drop, new Int16Array(length)), part: taken(found.part, new Int16Array(length)),
    arc: taken(found.arc, few ? new Uint16Array(length) as never : new Uint32Array(length)),
  };
}
