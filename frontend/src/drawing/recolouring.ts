// Other classes on a picture that stays where it is: first what is in the window, and
// what lies around that in the frames after, clear until then.
import type { Rectangle } from "./colouring.ts";
import type { SheetCanvas } from "./sheet-canvas.ts";
import { Slices } from "./slices.ts";
import type { ViewLayers } from "./view-layers.ts";

interface XY {
  x: number;
  y: number;
}

const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));

/** `corner` is where the window begins on the canvas, `size` its size, both in CSS pixels. */
export function partsOf(corner: XY, size: XY, density: number, { width, height }: { width: number; height: number }): { seen: Rectangle; around: Rectangle[] } {
  const x = within(Math.floor(corner.x * density), width), y = within(Math.floor(corner.y * density), height);
  const east = within(Math.ceil((corner.x + size.x) * density), width), south = within(Math.ceil((corner.y + size.y) * density), height);
  const around = [
    { x: 0, y: 0, width, height: y }, { x: 0, y: south, width, height: height - south },
    { x: 0, y, width: x, height: south - y }, { x: east, y, width: width - east, height: south - y },
  ];
  return { seen: { x, y, width: east - x, height: south - y }, around: around.filter((part) => part.width > 0 && part.height > 0) };
}

export class Recolouring {
  readonly #layers: ViewLayers;
  readonly #slices = new Slices();
  #rest: Iterable<void> & Iterator<void> | null = null;

  constructor(layers: ViewLayers) {
    this.#layers = layers;
  }

  run(sheet: SheetCanvas, corner: XY, size: XY): void {
    const { width, height } = sheet.element, { seen, around } = partsOf(corner, size, this.#layers.densityOf(sheet), sheet.element);
    this.stop();
    sheet.empty(width, height);
    for (const _ of this.#layers.colour(sheet, [seen])) continue;
    this.#rest = this.#layers.colour(sheet, around);
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
