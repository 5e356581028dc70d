// Paints the communes that a scenario changes over the choropleth, by pattern and colour.
import type { DifferenceLooks } from "../map/given.ts";
import { paintAreas, type View } from "../drawing/paint.ts";
import type { Overlay } from "../drawing/picture.ts";
import type { ChangedCommune } from "./asked.ts";
import type { Coverage } from "../outlines/topology.ts";

const LINE = 1.3;

function tile(ctx: CanvasRenderingContext2D, side: number, look: { colour: string; ink: string }, density: number): CanvasPattern | string {
  const canvas = document.createElement("canvas"), size = Math.round(side * density);
  canvas.width = canvas.height = size;
  const g = canvas.getContext("2d");
  if (!g) return look.colour;
  g.fillStyle = look.colour;
  g.fillRect(0, 0, size, size);
  g.scale(size / side, size / side);
  g.strokeStyle = "#fff";
  g.lineWidth = LINE;
  g.stroke(new Path2D(look.ink));
  return ctx.createPattern(canvas, "repeat") ?? look.colour;
}

export function differencePainter({ tile: side, looks }: DifferenceLooks, communes: ChangedCommune[], { codes }: Coverage): Overlay {
  const index = new Map(codes.map((code, i) => [code, i]));
  const changed = new Map<number, "newly" | "lost">();
  for (const { code, change } of communes) {
    const area = index.get(code);
    if (area !== undefined && (change === "newly" || change === "lost")) changed.set(area, change);
  }
  return (ctx: CanvasRenderingContext2D, view: View, coverage: Coverage, paper: boolean) => {
    // Paper and files have no legend of it: they show what was measured.
    if (paper) return;
    const fills = { newly: tile(ctx, side, looks.newly, view.density), lost: tile(ctx, side, looks.lost, view.density) };
    paintAreas(ctx, coverage, view, (area) => {
      const change = changed.get(area);
      return change ? fills[change] : null;
    });
  };
}
