// Names of towns on a picture: the biggest wins its place, and no name covers another.
import type { Communes } from "../figures/data.ts";
import { threshold } from "../map/labels.ts";
import { LETTERS_FROM, seen, type Mark } from "../drawing/mark-atlas.ts";
import type { View } from "../drawing/paint.ts";
import { latToY, lonToX } from "../outlines/projection.ts";
import type { Pen } from "./svg-pen.ts";

export interface TownName {
  name: string;
  x: number;
  y: number;
  /** In units of the picture. */
  size: number;
}

const BIG = 60_000, MIDDLE = 15_000, MOST = 60, LETTER = 0.56, AIR = 8, MARK = 9, SHIFTS = [0, 20, -20];

type Rectangle = [number, number, number, number];

const overlap = (a: Rectangle, b: Rectangle): boolean => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/** The letters that marks need; below, they are too small to be in the way. */
function letters(marks: Mark[], view: View): Rectangle[] {
  if (view.zoom < LETTERS_FROM) return [];
  return seen(marks, view).map((mark) => {
    const x = ((mark.x - view.west) * view.scale) / view.density, y = ((mark.y - view.north) * view.scale) / view.density;
    return [x - MARK, y - MARK, x + MARK, y + MARK];
  });
}

/** `width` and `height` are those of the map, in units of the picture. */
export function townsOn(communes: Communes, view: View, width: number, height: number, marks: Mark[] = []): TownName[] {
  const least = threshold(view.zoom), shown: TownName[] = [], taken: Rectangle[] = [], marked = letters(marks, view);
  const order = communes.population.map((people, i) => ({ people: people ?? 0, i })).sort((a, b) => b.people - a.people || a.i - b.i);
  for (const { people, i } of order) {
    if (people < least || shown.length >= MOST) break;
    const size = people > BIG ? 18 : people > MIDDLE ? 15.5 : 14, half = (communes.name[i].length * size * LETTER + AIR) / 2;
    const x = ((lonToX(communes.lon[i]) - view.west) * view.scale) / view.density;
    const y = ((latToY(communes.lat[i]) - view.north) * view.scale) / view.density;
    if (x < half || x > width - half || y < size || y > height - size) continue;
    const at = (down: number): Rectangle => [x - half, y + down - size * 0.7, x + half, y + down + size * 0.7];
    // Elsewhere only where marks stand, never to dodge a name: it would pass for another town.
    if (taken.some((other) => overlap(other, at(0)))) continue;
    const isMarked = marked.some((mark) => overlap(mark, at(0)));
    const free = (isMarked ? SHIFTS : [0]).find((down) => ![...taken, ...marked].some((other) => overlap(other, at(down))));
    // On its marks, where a town is too big to go unnamed.
    const down = free ?? (people > BIG ? 0 : null);
    if (down === null) continue;
    taken.push(at(down));
    shown.push({ name: communes.name[i], x, y: y + down, size });
  }
  return shown;
}

export function drawTowns(pen: Pen, towns: TownName[], family: string): void {
  pen.textAlign = "center";
  pen.lineJoin = "round";
  for (const { name, x, y, size } of towns) {
    pen.font = `${size > 16 ? 720 : 620} ${size}px ${family}`;
    pen.strokeStyle = "rgba(255,255,255,.92)";
    pen.lineWidth = 4;
    pen.strokeText(name, x, y + size * 0.35);
    pen.fillStyle = "#132a33";
    pen.fillText(name, x, y + size * 0.35);
  }
}
