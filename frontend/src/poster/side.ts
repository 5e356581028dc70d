// Beside the map of a picture: its legend, the places that are marked, the departments.
import type { CategoryLook } from "../figures/config.ts";
import { categoryLook, type Context } from "../map/context.ts";
import { layersOf, marked } from "../map/layers.ts";
import { traceShape } from "../drawing/mark-atlas.ts";
import * as patterns from "../drawing/patterns.ts";
import { clipped, height, INK, INK_2, LINE, paragraph, write } from "./ink.ts";
import type { LegendRow, PosterText } from "./text.ts";
import type { Structure } from "../figures/data.ts";
import { structureDetail } from "../map/places-list.ts";
import type { Pen } from "./svg-pen.ts";

export interface Column {
  x: number;
  width: number;
  /** Nothing is written below. */
  bottom: number;
  density: number;
}

const ROW = 27, SMALL = 23, LEAST = 15, BARS = { width: 344, height: 62 }, FIGURE = { size: 16.5, weight: 680 };
const TEXTURES: Record<string, (ctx: CanvasRenderingContext2D, density: number) => CanvasPattern | null> = {
  "is-no-data": patterns.noData, "is-not-collected": patterns.notCollected, "is-doubtful": patterns.doubtful,
  "is-uncertain": patterns.uncertain, "is-unverified": patterns.unverified,
};

function swatch(pen: Pen, row: LegendRow, x: number, y: number, density: number): void {
  const texture = TEXTURES[row.look];
  pen.fillStyle = row.colour || "#fff";
  pen.fillRect(x, y, 28, 17);
  if (texture) {
    // Textures are made for pixels of the map, not for units of the picture.
    pen.save();
    pen.translate(x, y);
    pen.scale(1 / density, 1 / density);
    pen.fillStyle = texture(pen as CanvasRenderingContext2D, density) ?? "#fff";
    pen.fillRect(0, 0, 28 * density, 17 * density);
    pen.restore();
  }
  pen.strokeStyle = "rgba(18,48,58,.5)";
  pen.lineWidth = 1;
  pen.strokeRect(x, y, 28, 17);
}

function histogram(pen: Pen, said: PosterText, { x, width }: Column, top: number): number {
  const { bars } = said;
  if (!bars.length) return top;
  const grow = width / BARS.width;
  for (const [left, y, wide, high, colour] of bars) {
    pen.fillStyle = colour;
    pen.fillRect(x + left * grow, top + y, wide * grow, high);
  }
  const [start, middle, end] = said.axis, y = top + BARS.height + 10, hand = { size: 12.5, colour: INK_2 };
  write(pen, start, x, y, hand);
  write(pen, middle, x + width / 2, y, { ...hand, align: "center" });
  write(pen, end, x + width, y, { ...hand, align: "right" });
  return y + 8;
}

/** Of a legend without histogram, whose rows take one line each. */
export const legendHeight = (pen: Pen, { legend, rows, notes, region }: PosterText, width: number): number =>
  height(pen, legend, width, { size: 19, weight: 700 }) + 28 + rows.length * ROW
  + notes.reduce((sum, note) => sum + 4 + height(pen, note, width, { size: 14 }), 0)
  + region.reduce((sum, figure) => sum + 8 + height(pen, figure, width, FIGURE), 0);

export function drawLegend(pen: Pen, said: PosterText, column: Column, top: number): number {
  const { x, width, density } = column, right = x + width, barAt = right - 300;
  let y = paragraph(pen, said.legend, x, top, width, { size: 19, weight: 700 }) + 6;
  y = histogram(pen, said, column, y);
  write(pen, said.units, right - 110, y + 14, { size: 13.5, colour: INK_2, align: "right" });
  write(pen, said.people, right, y + 14, { size: 13.5, colour: INK_2, align: "right" });
  y += 22;
  for (const row of said.rows) {
    swatch(pen, row, x, y + 4, density);
    const room = row.bar === null ? width - 40 - 190 : barAt - x - 48;
    const label = row.gap ? `${row.label} ●` : row.label, hand = { size: 15.5, weight: row.gap ? 720 : 500 };
    const end = paragraph(pen, label, x + 40, y + 2, room, hand);
    if (row.bar !== null) {
      pen.fillStyle = "#7c929a";
      pen.fillRect(barAt, y + 7, Math.max(1, row.bar * 100), 11);
    }
    write(pen, row.units, right - 110, y + 18, { size: 15.5, align: "right" });
    write(pen, row.people, right, y + 18, { size: 15.5, align: "right" });
    y = Math.max(y + ROW, end + 4);
  }
  for (const note of said.notes) y = paragraph(pen, note, x, y + 4, width, { size: 14, colour: INK_2 });
  for (const figure of said.region) y = paragraph(pen, figure, x, y + 8, width, FIGURE);
  return y;
}

/** The shape and the letter of a kind of places, around a point. */
export function drawSign(pen: Pen, look: CategoryLook | undefined, x: number, y: number, radius: number): void {
  traceShape(pen as CanvasRenderingContext2D, look?.family ?? "other", x, y, radius);
  pen.fillStyle = look?.colour ?? INK;
  pen.fill();
  write(pen, look?.letter ?? "?", x, y + 4, { size: radius + 2, weight: 750, colour: "#fff", align: "center" });
}

/** Kinds of marked places: shape, letter, and how many are in the region. */
export function drawKinds(context: Context, pen: Pen, found: Structure[], { x, width }: Column, top: number): number {
  const places = context.state.mode === "gaps" ? marked(context) : found;
  const keys = context.state.mode === "gaps" ? layersOf(context) : [...new Set(found.map((place) => place.category))].sort();
  if (!keys.length) return top;
  write(pen, context.voice.t("export_marks"), x, top + 17, { size: 16, weight: 700 });
  const half = (width - 20) / 2, from = top + 26;
  keys.forEach((key, i) => {
    const look = categoryLook(context, key), left = x + (i % 2) * (half + 20), y = from + Math.floor(i / 2) * SMALL;
    drawSign(pen, look, left + 11, y + 11, 8.5);
    const known = places.filter((place) => place.category === key && place.in_region).length;
    write(pen, clipped(pen, look?.label ?? key, half - 80, { size: 14.5 }), left + 28, y + 16, { size: 14.5 });
    write(pen, context.voice.count(known), left + half, y + 16, { size: 14.5, align: "right", colour: INK_2 });
  });
  return from + Math.ceil(keys.length / 2) * SMALL + 4;
}

/** Twelve lines, closer to one another where there is less room; none where there is too little. */
export function drawDepartments(pen: Pen, { departments: told }: PosterText, { x, width, bottom }: Column, top: number): void {
  const right = x + width, rows = told.rows, step = Math.min(SMALL, (bottom - top - 28) / rows.length);
  if (!rows.length || step < LEAST) return;
  const hand = { size: Math.min(14.5, step - 4.5) }, head = { size: 13.5, colour: INK_2, align: "right" as const };
  write(pen, told.title, x, top + 17, { size: 16, weight: 700 });
  write(pen, clipped(pen, told.counted, 260, head), right - 110, top + 17, head);
  write(pen, told.share, right, top + 17, head);
  rows.forEach(([name, counted, share], i) => {
    const y = top + 26 + i * step, stand = y + step - 6;
    pen.fillStyle = LINE;
    pen.fillRect(x, y, width, 1);
    write(pen, name, x, stand, hand);
    write(pen, counted, right - 110, stand, { ...hand, align: "right" });
    write(pen, share, right, stand, { ...hand, align: "right" });
  });
}

/** Names of places in two columns, as many as there is room for; then how many more there are. */
export function drawPlaces(context: Context, pen: Pen, found: Structure[], { x, width, bottom }: Column, top: number): void {
  const step = 40, half = (width - 24) / 2, rows = Math.max(0, Math.floor((bottom - top - 50) / step));
  const shown = found.slice(0, 2 * rows), left = Math.ceil(shown.length / 2);
  if (!shown.length) return;
  write(pen, context.voice.t("export_places"), x, top + 17, { size: 16, weight: 700 });
  shown.forEach((place, i) => {
    const at = i < left ? x : x + half + 24, y = top + 26 + (i % left) * step, name = { size: 14.5, weight: 620 };
    write(pen, clipped(pen, place.name, half, name), at, y + 15, name);
    write(pen, clipped(pen, structureDetail(context, place), half, { size: 13 }), at, y + 32, { size: 13, colour: INK_2 });
  });
  const more = found.length - shown.length;
  if (more > 0) write(pen, context.voice.t("export_more", { n: context.voice.count(more) }), x, top + 26 + left * step + 16, { size: 13, colour: INK_2 });
}
