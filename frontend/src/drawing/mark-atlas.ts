// Places as marks on the canvas of the map: the family gives the shape, the category the letter.
import type { View } from "./paint.ts";
import { touched, type Rectangle } from "./rectangle.ts";

export interface Mark {
  x: number;
  y: number;
  colour: string;
  family: string;
  letter: string;
}

/** From this zoom on there is room for letters; below, one small shape for each cell. */
export const LETTERS_FROM = 9;
const HALF = 9, CELL = 7, FULL = 6.2832;
/** Screens are no finer; paper and files are drawn as shapes, not as pictures of them. */
const SCREEN = 2;

const half = (zoom: number): number => (zoom >= LETTERS_FROM ? HALF : zoom >= 8 ? 4.4 : 3.6);

/** Support is a diamond, host places are round, the rest is square. */
export function traceShape(ctx: CanvasRenderingContext2D, family: string, x: number, y: number, r: number): void {
  ctx.beginPath();
  if (family === "host") {
    ctx.arc(x, y, r, 0, FULL);
  } else if (family === "support") {
    const tip = r * 1.22;
    ctx.moveTo(x, y - tip);
    ctx.lineTo(x + tip, y);
    ctx.lineTo(x, y + tip);
    ctx.lineTo(x - tip, y);
    ctx.closePath();
  } else {
    ctx.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76);
  }
}

export function paintMark(ctx: CanvasRenderingContext2D, mark: Mark, x: number, y: number, r: number, lettered: boolean): void {
  traceShape(ctx, mark.family, x, y, r);
  ctx.fillStyle = mark.colour;
  ctx.strokeStyle = "#fff";
  ctx.lineWidth = r * (lettered ? 0.2 : 0.34);
  ctx.stroke();
  ctx.fill();
  if (!lettered) return;
  ctx.fillStyle = "#fff";
  ctx.font = `750 ${(r * 1.22).toFixed(1)}px Figtree, system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  ctx.fillText(mark.letter, x, y + r * 0.42);
}

const atlas = new Map<string, HTMLCanvasElement>();

/** A mark drawn once: thousands of letters would take longer than the map. */
function sprite(mark: Mark, r: number, lettered: boolean): HTMLCanvasElement {
  const key = [mark.family, mark.letter, mark.colour, r, lettered].join();
  let found = atlas.get(key);
  if (!found) {
    found = document.createElement("canvas");
    found.width = found.height = Math.ceil(r * 3) + 2;
    const ctx = found.getContext("2d", { willReadFrequently: true });
    if (ctx) paintMark(ctx, mark, found.width / 2, found.width / 2, r, lettered);
    atlas.set(key, found);
  }
  return found;
}

function inView(marks: Mark[], { box: [west, north, east, south], density, scale }: View): Mark[] {
  const margin = (HALF * density) / scale;
  return marks.filter(({ x, y }) => x > west - margin && x < east + margin && y > north - margin && y < south + margin);
}

/** Those in view; far out, one of each kind in a cell stands for those beside it. */
export function seen(marks: Mark[], view: View): Mark[] {
  const inside = inView(marks, view);
  if (view.zoom >= LETTERS_FROM) return inside;
  // Of the world, not of the view: a mark must not jump when the map moves.
  const size = (CELL * view.density) / view.scale, taken = new Set<string>();
  return inside.filter(({ x, y, letter, family }) => {
    const cell = `${Math.floor(x / size)}/${Math.floor(y / size)}/${family}${letter}`;
    return !taken.has(cell) && taken.add(cell);
  });
}

/** The pixels that marks in view may cover. */
export function coveredBy(marks: Mark[], view: View): Rectangle {
  const wide = 1.5 * half(view.zoom) * view.density + 2, inside = inView(marks, view);
  const across = inside.map(({ x }) => (x - view.west) * view.scale), down = inside.map(({ y }) => (y - view.north) * view.scale);
  return touched(Math.min(...across) - wide, Math.min(...down) - wide, Math.max(...across) + wide, Math.max(...down) + wide);
}

export function paintMarks(ctx: CanvasRenderingContext2D, marks: Mark[], view: View): void {
  const lettered = view.zoom >= LETTERS_FROM, r = half(view.zoom) * view.density;
  // From north to south: what is in front covers what is behind.
  const shown = seen(marks, view).sort((a, b) => a.y - b.y || a.x - b.x);
  for (const mark of shown) {
    const x = (mark.x - view.west) * view.scale, y = (mark.y - view.north) * view.scale;
    if (view.density > SCREEN) {
      paintMark(ctx, mark, x, y, r, lettered);
      continue;
    }
    const picture = sprite(mark, r, lettered);
    ctx.drawImage(picture, Math.round(x - picture.width / 2), Math.round(y - picture.height / 2));
  }
}
