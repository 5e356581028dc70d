// The picture of one view, kept apart: what lies below the classes, the borders above
// them, and what each border covers. Other classes are then coloured without any path.
import { cellSteps, type Cells } from "./cells.ts";
import { colour } from "./colouring.ts";
import type { View } from "./paint.ts";
import { pixelsOf } from "./patches.ts";
import type { Picture, Sides } from "./picture.ts";
import { around, NOWHERE, shared, type Rectangle } from "./rectangle.ts";
import { SheetCanvas } from "./sheet-canvas.ts";

/** Rows that are coloured at once. */
const ROWS = 64;

/** What is no more as it was drawn. */
export type Stale = "all" | "land" | "borders" | "classes";

interface Kept {
  sheet: SheetCanvas;
  view: View;
  cells: Cells;
  /** What is not as it should be, or would not be with other classes. */
  changing: Rectangle;
}

const wholeOf = ({ element: { width, height } }: SheetCanvas): Rectangle => ({ x: 0, y: 0, width, height });

export class ViewLayers {
  readonly #picture: Picture;
  readonly #below = new SheetCanvas();
  readonly #above = new SheetCanvas();
  #kept: Kept | null = null;
  #isReady = false;

  constructor(picture: Picture) {
    this.#picture = picture;
  }

  /** Of this sheet; 0 where other classes cannot be coloured on it: another was drawn since. */
  densityOf(sheet: SheetCanvas): number {
    return this.#kept?.sheet === sheet ? this.#kept.view.density : 0;
  }

  /** Gives the memory of its canvases back. */
  release(): void {
    this.#kept = null;
    for (const layer of [this.#below, this.#above]) layer.empty(0, 0);
  }

  /** Whether some view was prepared: until then shapes are the quicker picture, and the next one may wait. */
  get isReady(): boolean {
    return this.#isReady;
  }

  shapes(sheet: SheetCanvas, view: View, paper: boolean): void {
    this.#kept = null;
    this.#picture.inShapes(sheet.context, view, paper);
  }

  /** Draws all of it anew on a clear sheet, in steps. */
  *draw(sheet: SheetCanvas, view: View): Generator<void> {
    yield* this.prepare(sheet, view);
    yield* this.complete(sheet, [wholeOf(sheet)]);
  }

  /** All but the classes, in steps: what they will be coloured on. */
  *prepare(sheet: SheetCanvas, view: View): Generator<void> {
    const { coverage } = this.#picture, { width, height } = sheet.element;
    this.#kept = null;
    // A map that something covers wholly has no size.
    if (!coverage || !width || !height) return;
    for (const layer of [this.#below, this.#above]) layer.empty(width, height);
    this.#picture.below(this.#below.context, view);
    this.#below.flush();
    yield;
    const pixels = pixelsOf(coverage, view);
    for (const _ of this.#picture.borders(this.#above.context, view, pixels)) {
      this.#above.flush();
      yield;
    }
    const cells = yield* cellSteps(coverage, pixels, width, height);
    yield;
    this.#kept = { sheet, view, cells, changing: wholeOf(sheet) };
    this.#isReady = true;
  }

  /** Draws land, or borders, anew for the view that stays. */
  renew(stale: ReadonlySet<Stale>): void {
    const { coverage } = this.#picture;
    if (!this.#kept || !coverage) return;
    const { view, sheet } = this.#kept, { width, height } = sheet.element;
    if (stale.has("land") || stale.has("borders")) this.#kept.changing = wholeOf(sheet);
    if (stale.has("land")) {
      this.#below.empty(width, height);
      this.#picture.below(this.#below.context, view);
    }
    if (stale.has("borders")) {
      this.#above.empty(width, height);
      for (const _ of this.#picture.borders(this.#above.context, view, pixelsOf(coverage, view))) continue;
    }
  }

  /** The part of the sheet that is coloured anew: there are classes or marks, or there were. */
  changing(): Rectangle {
    const kept = this.#kept;
    return kept ? kept.changing = around(kept.changing, this.#inked(kept)) : NOWHERE;
  }

  #inked({ sheet, view, cells: { west, east, north, south } }: Kept): Rectangle {
    const classes = { x: west, y: north, width: east - west, height: south - north };
    return shared(wholeOf(sheet), around(classes, this.#picture.marked(view)));
  }

  /** The last parts: from then on the rest of the sheet stays as it is. */
  complete(sheet: SheetCanvas, parts: Rectangle[]): Generator<void> {
    const kept = this.#kept;
    return this.#completed(this.colour(sheet, parts), kept, kept ? this.#inked(kept) : NOWHERE);
  }

  *#completed(steps: Generator<void>, kept: Kept | null, before: Rectangle): Generator<void> {
    yield* steps;
    // Marks that changed meanwhile may be on some parts, and not on others.
    if (kept && kept === this.#kept) kept.changing = around(before, this.#inked(kept));
  }

  /** Draws parts of it with the classes of now, on a clear sheet, in steps. */
  *colour(sheet: SheetCanvas, parts: Rectangle[]): Generator<void> {
    if (this.#kept?.sheet !== sheet) return;
    const { view, cells } = this.#kept, { context: ctx } = sheet, sides = this.#picture.sides(ctx, view);
    for (const part of parts) {
      const { x, y, width, height } = part;
      for (let top = y; top < y + height; top += ROWS) {
        this.#fill(ctx, { x, y: top, width, height: Math.min(ROWS, y + height - top) }, cells, sides);
        yield;
      }
      this.#assemble(ctx, part, view);
      yield;
    }
  }

  #fill(ctx: CanvasRenderingContext2D, { x, y, width, height }: Rectangle, cells: Cells, { left, right, looks }: Sides): void {
    const west = Math.max(x, cells.west), east = Math.min(x + width, cells.east);
    if (west >= east) return;
    const image = new ImageData(east - west, height);
    colour(new Uint32Array(image.data.buffer), cells, left, right, looks, { x: west, y, width: east - west, height });
    ctx.putImageData(image, west, y);
  }

  #assemble(ctx: CanvasRenderingContext2D, { x, y, width, height }: Rectangle, view: View): void {
    const layer = ({ element }: SheetCanvas) => ctx.drawImage(element, x, y, width, height, x, y, width, height);
    ctx.save();
    ctx.beginPath();
    ctx.rect(x, y, width, height);
    ctx.clip();
    ctx.globalCompositeOperation = "destination-over";
    layer(this.#below);
    ctx.globalCompositeOperation = "source-over";
    this.#picture.overlay(ctx, view, false);
    layer(this.#above);
    this.#picture.mark(ctx, view);
    ctx.restore();
  }
}
