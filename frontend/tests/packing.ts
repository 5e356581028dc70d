// Packs a chessboard of areas as the server packs outlines (outlines/browser_pack.py),
// each unit of border an arc of its own.

/** Number of the area of each cell, by row from the south; -1 for none. */
export type Cells = number[][];

const STEP = 0.01, SOUTH = 45;

function edgesOf(cells: Cells): [number, number][][] {
  const at = (x: number, y: number) => cells[y]?.[x] ?? -1, edges: [number, number][][] = [];
  for (let y = 0; y <= cells.length; y++) {
    for (let x = 0; x <= cells[0].length; x++) {
      // Upwards the area is on the left; what is on the left of the first side is an area.
      const up: [number, number][] = [[x, y], [x, y + 1]], along: [number, number][] = [[x, y], [x + 1, y]];
      if (y < cells.length && at(x - 1, y) !== at(x, y)) edges.push(at(x - 1, y) >= 0 ? up : up.reverse());
      if (x < cells[0].length && at(x, y - 1) !== at(x, y)) edges.push(at(x, y) >= 0 ? along : along.reverse());
    }
  }
  return edges;
}

function leftOf([[x, y], [u, v]]: [number, number][], cells: Cells): number {
  const east = u - x, north = v - y;
  const column = Math.min(x, u) - (north > 0 ? 1 : 0), row = Math.min(y, v) - (east < 0 ? 1 : 0);
  return cells[row]?.[column] ?? -1;
}

/** First sides of the loops, found by turning as far to the left as one can. */
function loopAreas(edges: [number, number][][], cells: Cells): number[] {
  const sides = edges.flatMap((edge) => [edge, [...edge].reverse() as [number, number][]]);
  const leaving = new Map<string, number[]>(), seen = new Set<number>(), areas: number[] = [];
  sides.forEach(([from], i) => leaving.set(from.join(), [...(leaving.get(from.join()) ?? []), i]));
  const heading = (i: number) => {
    const [[x, y], [u, v]] = sides[i];
    return u > x ? 0 : v > y ? 1 : u < x ? 2 : 3;
  };
  // Left, straight on, right, back.
  const turn = (from: number, to: number) => [1, 0, 3, 2].indexOf((heading(to) - heading(from) + 4) % 4);
  const firsts = [...edges.keys()].map((i) => 2 * i), seconds = firsts.map((i) => i + 1);
  for (let side of [...firsts, ...seconds]) {
    if (seen.has(side)) continue;
    areas.push(leftOf(sides[side], cells));
    while (!seen.has(side)) {
      seen.add(side);
      const ways = leaving.get(sides[side][1].join()) ?? [], from = side;
      side = ways.reduce((best, way) => (turn(from, way) < turn(from, best) ? way : best));
    }
  }
  return areas;
}

const steps = (values: number[]) => values.map((value, i) => value - (i ? values[i - 1] : 0));

export function packed(cells: Cells): ArrayBuffer {
  const edges = edgesOf(cells), owners = loopAreas(edges, cells), met: string[] = [];
  const counts: number[] = [], starts: number[] = [], ends: number[] = [];
  const jumps: number[][] = [], moves: number[][] = [];
  const ago = (point: number[]) => {
    const place = met.indexOf(point.join());
    return place >= 0 ? met.length - place : met.push(point.join()) * 0;
  };
  let here = [0, 0];
  for (const [from, to] of edges) {
    starts.push(ago(from));
    if (!starts[starts.length - 1]) jumps.push([from[0] - here[0], from[1] - here[1]]);
    ends.push(ago(to));
    counts.push(ends[ends.length - 1] ? 0 : 1);
    if (counts[counts.length - 1]) moves.push([to[0] - from[0], to[1] - from[1]]);
    here = to;
  }
  const areas = Math.max(-1, ...cells.flat()) + 1, codes = Array.from({ length: areas }, (_, i) => 16001 + 300 * i);
  const columns = [
    steps(codes.map((code) => Math.floor(code / 1000))), steps(codes.map((code) => code % 1000)), steps(owners), counts, starts, ends,
    ...[jumps, moves].flatMap((pairs) => [0, 1].map((axis) => pairs.map((pair) => pair[axis]))),
  ];
  const escapes = columns.flat().filter((value) => Math.abs(value) > 127);
  const sizes = [areas, owners.length, edges.length, jumps.length, moves.length, escapes.length];
  const buffer = new ArrayBuffer(52 + 2 * escapes.length + columns.flat().length), view = new DataView(buffer);
  view.setUint32(0, 0x32616e6e, true);
  sizes.forEach((size, i) => view.setUint32(4 + 4 * i, size, true));
  [STEP, 0, SOUTH].forEach((value, i) => view.setFloat64(28 + 8 * i, value, true));
  escapes.forEach((value, i) => view.setInt16(52 + 2 * i, value, true));
  columns.flat().forEach((value, i) => view.setInt8(52 + 2 * escapes.length + i, Math.abs(value) > 127 ? -128 : value));
  return buffer;
}

/** Areas drawn at random on a chessboard: with holes, islands and corners that touch. */
export function board(seed: number): Cells {
  let state = seed * 2 + 1;
  const next = (below: number) => (state = (state * 48271) % 2147483647) % below;
  const areas = 1 + next(9), numbers = new Map([[-1, -1]]);
  // Numbered as they are met: none is without a cell.
  const numbered = (area: number) => numbers.get(area) ?? numbers.set(area, numbers.size - 1).size - 2;
  return Array.from({ length: 7 }, () => Array.from({ length: 9 }, () => numbered(next(areas + 1) - 1)));
}
