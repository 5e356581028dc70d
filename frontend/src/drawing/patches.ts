// Areas of one look joined into patches, for paper and files, and borders as pixels.
// A side is twice the number of an arc, plus 1 backwards, as in loops.ts.
import { isSeen, type View } from "./paint.ts";
import { extend, type Box, type Coverage } from "../outlines/topology.ts";

/** The edge of a patch, or of a hole in it. */
export interface Patch {
  /** What its areas have in common. */
  look: number;
  sides: number[];
  box: Box;
}

function boxAround({ extents }: Coverage, sides: number[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const side of sides) {
    const at = 4 * (side >> 1);
    extend(box, extents[at], extents[at + 1], extents[at + 2], extents[at + 3]);
  }
  return box;
}

/** Each edge once: filled by the rule of even and odd, those of one look cover what it covers. */
export function patchesOf(coverage: Coverage, looks: Int16Array): Patch[] {
  const { arcs, next } = coverage, seen = new Uint8Array(next.length), patches: Patch[] = [];
  const own = new Int16Array(next.length);
  for (let side = 0; side < next.length; side++) {
    const { left, right } = arcs[side >> 1], area = side & 1 ? right : left;
    own[side] = area < 0 ? -1 : looks[area];
  }
  for (let begin = 0; begin < next.length; begin++) {
    const look = own[begin];
    if (seen[begin] || look < 0 || look === own[begin ^ 1]) continue;
    const sides: number[] = [];
    for (let side = begin; !seen[side]; ) {
      seen[side] = 1;
      sides.push(side);
      side = next[side];
      // Nothing changes across it: go around inside the patch.
      while (own[side ^ 1] === look) side = next[side ^ 1];
    }
    patches.push({ look, sides, box: boxAround(coverage, sides) });
  }
  return patches;
}

/** Points of each arc on the canvas; `from` tells where each arc begins among them. */
export interface Pixels {
  xy: Float32Array;
  from: Uint32Array;
}

// In CSS pixels: nobody sees less, and both sides of a border lose the same points.
const LEAST = 0.75;

/** Arcs that the view does not meet become straight: they only close what it shows. */
export function pixelsOf({ arcs, points, extents }: Coverage, view: View): Pixels {
  const xy = new Float32Array(points.length), { west, north, scale, box } = view, from = new Uint32Array(arcs.length + 1), least = (LEAST * view.density) ** 2;
  let w = 0;
  for (let arc = 0; arc < arcs.length; arc++) {
    const { start, end } = arcs[arc];
    let x = (points[2 * start] - west) * scale, y = (points[2 * start + 1] - north) * scale;
    xy[w++] = x;
    xy[w++] = y;
    if (isSeen(extents, arc, box)) {
      for (let i = start + 1; i < end - 1; i++) {
        const px = (points[2 * i] - west) * scale, py = (points[2 * i + 1] - north) * scale;
        if ((px - x) ** 2 + (py - y) ** 2 < least) continue;
        xy[w++] = x = px;
        xy[w++] = y = py;
      }
    }
    xy[w++] = (points[2 * end - 2] - west) * scale;
    xy[w++] = (points[2 * end - 1] - north) * scale;
    from[arc + 1] = w;
  }
  return { xy, from };
}

type Path = Pick<CanvasRenderingContext2D, "moveTo" | "lineTo">;

/** Adds one loop to the path. */
export function tracePatch(ctx: Path, { xy, from }: Pixels, { sides }: Patch): void {
  const last = sides[sides.length - 1], at = last & 1 ? from[last >> 1] : from[(last >> 1) + 1] - 2;
  ctx.moveTo(xy[at], xy[at + 1]);
  for (const side of sides) {
    const start = from[side >> 1], end = from[(side >> 1) + 1];
    // The first point of a side is the last one of the side before it.
    if (side & 1) for (let i = end - 4; i >= start; i -= 2) ctx.lineTo(xy[i], xy[i + 1]);
    else for (let i = start + 2; i < end; i += 2) ctx.lineTo(xy[i], xy[i + 1]);
  }
}

export function traceArcs(ctx: CanvasRenderingContext2D, { xy, from }: Pixels, numbers: number[]): void {
  ctx.beginPath();
  for (const arc of numbers) {
    ctx.moveTo(xy[from[arc]], xy[from[arc] + 1]);
    for (let i = from[arc] + 2; i < from[arc + 1]; i += 2) ctx.lineTo(xy[i], xy[i + 1]);
  }
}
