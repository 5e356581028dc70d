// Other classes on a picture that stays where it is: first what is in the window, and
// what lies around that in the frames after, clear until then.
import { isEmpty, shared, touched, type Rectangle } from "./rectangle.ts";
import type { SheetCanvas } from "./sheet-canvas.ts";
import { Slices } from "./slices.ts";
import type { ViewLayers } from "./view-layers.ts";

interface XY {
  x: number;
  y: number;
}

/** `corner` is where the window begins on the canvas, `size` its size, both in CSS pixels; `part` is of the canvas. */
export function partsOf(corner: XY, size: XY, density: number, part: Rectangle): { seen: Rectangle[]; around: Rectangle[] } {
  const window = touched(corner.x * density, corner.y * density, (corner.x + size.x) * density, (corner.y + size.y) * density);
  const seen = shared(window, part), { x, y } = seen, east = x + seen.width, south = y + seen.height, end = part.x + part.width;
  if (isEmpty(seen)) return { seen: [], around: [part].filter((one) => !isEmpty(one)) };
  const around = [
    { ...part, height: y - part.y }, { ...part, y: south, height: part.y + part.height - south },
    { x: part.x, y, width: x - part.x, height: seen.height }, { x: east, y, width: end - east, height: seen.height },
  ];
  return { seen: [seen], around: around.filter((one) => !isEmpty(one)) };
}

export class Recolouring {
  readonly #layers: ViewLayers;
  readonly #slices = new Slices();
  #rest: Iterable<void> & Iterator<void> | null = null;

  constructor(layers: ViewLayers) {
    this.#layers = layers;
  }

  run(sheet: SheetCanvas, corner: XY, size: XY): void {
    const changing = this.#layers.changing(), { seen, around } = partsOf(corner, size, this.#layers.densityOf(sheet), changing);
    this.stop();
    sheet.wipe(changing);
    for (const _ of this.#layers.colour(sheet, seen)) continue;
    this.#rest = this.#layers.complete(sheet, around);
    this.#slices.run(this.#rest);
  }

  stop(): void {
    this.#slices.stop();
    this.#rest = null;
  }

  /** At once: what begins to move is whole. */
  finish(): void {
    for (const _ of this.#rest ?? []) continue;
    this.stop();
  }
}
