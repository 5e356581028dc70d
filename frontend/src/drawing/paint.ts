// Draws outlines on a canvas. Sizes are CSS pixels times `view.density`.
import { ringPoints } from "../outlines/loops.ts";
import type { Box, Coverage } from "../outlines/topology.ts";

export interface View {
  /** Mercator position of the canvas' corner, and device pixels per Mercator unit. */
  west: number;
  north: number;
  scale: number;
  density: number;
  zoom: number;
  box: Box;
}

interface XY {
  x: number;
  y: number;
}

const TILE = 256;

/**
 * The view whose corner is at `corner`, in Leaflet's pixels of the world at this zoom
 * (`map.project(position, zoom)`), `size` CSS pixels wide and high.
 */
export function viewAt(corner: XY, zoom: number, size: XY, density: number): View {
  const world = TILE * 2 ** zoom, west = corner.x / world, north = corner.y / world;
  return {
    west, north, scale: world * density, density, zoom,
    box: [west, north, west + size.x / world, north + size.y / world],
  };
}

export interface Style {
  sea: string;
  land: string;
  landLine: string;
  region: string;
}

export const meets = (a: Box, b: Box): boolean =>
  a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];

/** Whether an arc's box meets the view. */
export const isSeen = (extents: Float32Array, arc: number, [west, north, east, south]: Box): boolean =>
  extents[4 * arc] <= east && extents[4 * arc + 2] >= west && extents[4 * arc + 1] <= south && extents[4 * arc + 3] >= north;

/** Adds points to the path; those nearer than 0.7 pixel to the last are left out. */
function trace(ctx: CanvasRenderingContext2D, points: Float32Array, start: number, end: number, view: View): void {
  let lastX = (points[2 * start] - view.west) * view.scale;
  let lastY = (points[2 * start + 1] - view.north) * view.scale;
  ctx.moveTo(lastX, lastY);
  for (let i = start + 1; i < end; i++) {
    const x = (points[2 * i] - view.west) * view.scale, y = (points[2 * i + 1] - view.north) * view.scale;
    const dx = x - lastX, dy = y - lastY;
    if (i < end - 1 && dx * dx + dy * dy <= 0.5) continue;
    ctx.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
}

function traceRing(ctx: CanvasRenderingContext2D, coverage: Coverage, sides: number[], view: View): void {
  const points = ringPoints(coverage, sides);
  trace(ctx, points, 0, points.length / 2, view);
}

export function paintLand(ctx: CanvasRenderingContext2D, land: Coverage, view: View, style: Style): void {
  ctx.fillStyle = ctx.strokeStyle = style.land;
  // Two generalisations never meet exactly: a border of land hides the slivers.
  ctx.lineWidth = (view.zoom >= 11 ? 24 : view.zoom >= 9 ? 10 : 3) * view.density;
  land.rings.forEach((rings, area) => {
    if (!meets(land.boxes[area], view.box)) return;
    ctx.beginPath();
    for (const ring of rings) traceRing(ctx, land, ring, view);
    ctx.fill("evenodd");
    if (view.zoom >= 9) ctx.stroke();
  });
  strokeInner(ctx, land, view, { colour: style.landLine, width: 1 });
}

/**
 * Fills each area. One path per area: Skia falls back to slow supersampling on huge
 * paths, measured twice as slow when areas of one class shared a path.
 */
export function paintAreas(
  ctx: CanvasRenderingContext2D, coverage: Coverage, view: View, fill: (area: number) => string | CanvasPattern | null,
): void {
  let last: string | CanvasPattern | null = null;
  for (let area = 0; area < coverage.rings.length; area++) {
    if (!meets(coverage.boxes[area], view.box)) continue;
    const style = fill(area);
    if (style === null) continue;
    if (style !== last) {
      ctx.fillStyle = style;
      last = style;
    }
    ctx.beginPath();
    for (const ring of coverage.rings[area]) traceRing(ctx, coverage, ring, view);
    ctx.fill("evenodd");
  }
}

export interface Line {
  colour: string | CanvasPattern;
  width: number;
}

/** The borders between two areas. */
function strokeInner(ctx: CanvasRenderingContext2D, { arcs, points, extents }: Coverage, view: View, line: Line): void {
  ctx.beginPath();
  arcs.forEach(({ start, end, right }, arc) => {
    if (right !== -1 && isSeen(extents, arc, view.box)) trace(ctx, points, start, end, view);
  });
  ctx.strokeStyle = line.colour;
  ctx.lineWidth = line.width * view.density;
  ctx.stroke();
}

/** Numbers of borders by rank: 0 between communes, 1 EPCI, 2 departments, 3 the region's edge. */
export function bordersByRank({ arcs, codes, epci }: Coverage): number[][] {
  const ranks: number[][] = [[], [], [], []], departments = codes.map((code) => code.slice(0, 2));
  for (let arc = 0; arc < arcs.length; arc++) {
    const { left, right } = arcs[arc];
    const rank = left < 0 || right < 0 ? 3
      : departments[left] !== departments[right] ? 2
      : epci && epci[left] !== epci[right] ? 1 : 0;
    ranks[rank].push(arc);
  }
  return ranks;
}
