// A sheet of paper as a picture: title, map, legend, sources, dates and cautions. The same
// lines are drawn on a canvas (PNG) and written down (SVG).
import type { Context } from "../map/context.ts";
import type { Structure } from "../figures/data.ts";
import { marked } from "../map/layers.ts";
import { nearest } from "../map/near.ts";
import { ACCENT, height, INK_2, paragraph, WARN, write } from "./ink.ts";
import { cornersOf, drawMap } from "./map.ts";
import { drawTwo } from "./two-maps.ts";
import { drawDepartments, drawKinds, drawLegend, drawPlaces } from "./side.ts";
import type { PosterText } from "./text.ts";
import { SvgPen, type Pen } from "./svg-pen.ts";

/** Landscape paper of the A series, in units of the picture. */
export const WIDTH = 1600, HEIGHT = 1131;
export type Paper = "A4" | "A3";
export const MILLIMETRES: Record<Paper, [number, number]> = { A4: [297, 210], A3: [420, 297] };
/** Pixels of a PNG per unit: 274 and 290 dots an inch. */
const SHARPNESS: Record<Paper, number> = { A4: 2, A3: 3 };
/** Of no canvas: a texture made for it belongs to a file. */
const SVG_DENSITY = 4;
const APART = "france_services";
const MARGIN = 44, MAP = 930, GAP = 34, FOOT = { size: 13.5, colour: INK_2 }, CAUTION = { size: 13.5, colour: WARN };

/** The places of « Trouver » in view, nearest first. */
function places(context: Context): Structure[] {
  const { state: { mode, filter, place }, structures, map } = context;
  if (mode !== "find" || !structures) return [];
  const { west, south, east, north } = cornersOf(context), centre = map.getCenter();
  const kept = structures.filter((s) => (filter.length ? filter.includes(s.category) : s.category !== APART)
    && s.lon >= west && s.lon <= east && s.lat >= south && s.lat <= north);
  return nearest(kept, place ?? { lon: centre.lng, lat: centre.lat }).map(({ structure }) => structure);
}

/** Who tells of the places that somebody chose to mark; those of the question are cited with it. */
function cited(context: Context, found: Structure[]): string[] {
  const { state, config, voice: { t } } = context;
  const places = state.mode === "find" ? found : state.layers.length ? marked(context) : [];
  const names = [...new Set(places.map(({ source }) => config.sources[source] ?? source))].sort();
  return names.length ? [t("export_cited", { sources: names.join(" ; ") })] : [];
}

function draw(context: Context, pen: Pen, said: PosterText, density: number): void {
  const across = WIDTH - 2 * MARGIN, x = MARGIN + MAP + GAP, found = places(context);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.fillStyle = ACCENT;
  pen.fillRect(MARGIN, 36, 48, 5);
  write(pen, context.voice.t("export_title"), MARGIN, 66, { size: 16, weight: 600, colour: INK_2 });
  // Two questions are one line, so that maps keep their height.
  const under = paragraph(pen, said.title, MARGIN, 74, across, { size: said.second ? 24 : 33, weight: 740 });
  const top = (said.method && !said.second ? paragraph(pen, said.method, MARGIN, under + 2, across, { size: 16, colour: INK_2 }) : under) + 14;

  const foot: [string, { size: number; colour: string }][] = [
    ...said.cautions.map((text): [string, typeof CAUTION] => [text, CAUTION]),
    ...[said.sources, said.second?.sources, ...cited(context, found), ...said.foot].filter((text): text is string => Boolean(text)).map((text): [string, typeof FOOT] => [text, FOOT])];
  const footTop = HEIGHT - 32 - foot.reduce((sum, [text, hand]) => sum + height(pen, text, across, hand), 0);
  let y = footTop;
  for (const [text, hand] of foot) y = paragraph(pen, text, MARGIN, y, across, hand);

  if (said.second) return drawTwo(context, pen, said, { x: MARGIN, y: top, width: across, height: footTop - 14 - top }, density);
  const bottom = footTop - 14, column = { x, width: WIDTH - MARGIN - x, bottom, density };
  drawMap(context, pen, { x: MARGIN, y: top, width: MAP, height: bottom - top }, density, found);
  let next = said.rows.length ? drawLegend(pen, said, column, top - 4) + 10 : top - 4;
  next = drawKinds(context, pen, found, column, next) + 10;
  if (context.state.mode === "find") drawPlaces(context, pen, found, column, next);
  else drawDepartments(pen, said, column, next);
}

export function svgPoster(context: Context, said: PosterText, paper: Paper): SVGElement {
  const pen = new SvgPen(WIDTH, HEIGHT, SVG_DENSITY), [width, high] = MILLIMETRES[paper];
  draw(context, pen, said, SVG_DENSITY);
  const root = pen.done();
  root.setAttribute("width", `${width}mm`);
  root.setAttribute("height", `${high}mm`);
  root.setAttribute("role", "img");
  root.setAttribute("aria-label", `${said.title} ${said.legend}`);
  root.setAttribute("lang", context.config.lang);
  return root;
}

export function pngPoster(context: Context, said: PosterText, paper: Paper): HTMLCanvasElement {
  const density = SHARPNESS[paper], canvas = document.createElement("canvas"), ctx = canvas.getContext("2d");
  canvas.width = WIDTH * density;
  canvas.height = HEIGHT * density;
  if (!ctx) throw new Error("no canvas");
  ctx.scale(density, density);
  draw(context, ctx, said, density);
  return canvas;
}
