// Two maps of a picture, side by side, each under its method and over its legend.
import { categoryLook, type Context } from "../map/context.ts";
import { given } from "../map/given.ts";
import { layersOf, NONE } from "../map/layers.ts";
import { FACE, height, INK, INK_2, paragraph, write } from "./ink.ts";
import { drawMap, type Frame } from "./map.ts";
import { drawLegend, drawSign, legendHeight } from "./side.ts";
import type { PosterText } from "./text.ts";
import type { Pen } from "./svg-pen.ts";

const GAP = 34, ROW = 22, HAND = { size: 14 }, METHOD = { size: 15, colour: INK_2 };

/** Kinds of places that are marked, one after the other; returns the height they take. */
function drawSigns(context: Context, pen: Pen, x: number, top: number, width: number, seen: boolean): number {
  const looks = layersOf(context).map((key) => categoryLook(context, key)).filter((look) => look !== undefined);
  let left = x, y = top + 6;
  for (const look of looks) {
    pen.font = `400 ${HAND.size}px ${FACE}`;
    const wide = 44 + pen.measureText(look.label).width;
    if (left > x && left + wide > x + width) [left, y] = [x, y + ROW];
    if (seen) {
      drawSign(pen, look, left + 9, y + 10, 8);
      write(pen, look.label, left + 24, y + 15, { ...HAND, colour: INK });
    }
    left += wide;
  }
  return looks.length ? y + ROW - top : 0;
}

export function drawTwo(context: Context, pen: Pen, said: PosterText, { x, y, width, height: high }: Frame, density: number): void {
  const wide = (width - GAP) / 2, { beside } = given;
  const first = { ...said, bars: [] }, second = { ...first, notes: [], ...said.second };
  const top = y + Math.max(...[first, second].map(({ method }) => height(pen, method, wide, METHOD))) + 8;
  const kinds = drawSigns(context, pen, x, 0, wide, false);
  const map = y + high - top - 12 - Math.max(legendHeight(pen, first, wide) + kinds, legendHeight(pen, second, wide));
  const frame = (left: number) => ({ x: left, y: top, width: wide, height: map });
  const column = (left: number) => ({ x: left, width: wide, bottom: y + high, density });
  paragraph(pen, first.method, x, y - 4, wide, METHOD);
  drawMap(context, pen, frame(x), density, []);
  drawSigns(context, pen, x, drawLegend(pen, first, column(x), top + map + 8), wide, true);
  if (!beside) return;
  const right = x + wide + GAP;
  paragraph(pen, second.method, right, y - 4, wide, METHOD);
  // Places are marked on the first map alone, as on the screen.
  drawMap({ ...context, areas: beside.areas, state: { ...context.state, layers: [NONE] } }, pen, frame(right), density, []);
  drawLegend(pen, second, column(right), top + map + 8);
}
