// Places as marks on the canvas of the map.
import type { View } from "./paint.ts";

export interface Mark {
  x: number;
  y: number;
  colour: string;
  /** The family gives the shape, the category the letter. */
  family: string;
  letter: string;
}

export function paintMarks(ctx: CanvasRenderingContext2D, marks: Mark[], view: View): void {
  const radius = (view.zoom >= 10 ? 4.5 : view.zoom >= 8.5 ? 3.6 : 2.7) * view.density;
  ctx.strokeStyle = "#fff";
  ctx.lineWidth = 1.1 * view.density;
  for (const mark of marks) {
    const [west, north, east, south] = view.box;
    if (mark.x < west || mark.x > east || mark.y < north || mark.y > south) continue;
    ctx.beginPath();
    ctx.arc((mark.x - view.west) * view.scale, (mark.y - view.north) * view.scale, radius, 0, 6.2832);
    ctx.fillStyle = mark.colour;
    ctx.fill();
    ctx.stroke();
  }
}
