// A canvas of the map: sized, placed and cleared.
import * as L from "leaflet";
import type { Rectangle } from "./rectangle.ts";

export class SheetCanvas {
  readonly element: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;

  constructor() {
    this.element = document.createElement("canvas");
    this.element.setAttribute("aria-hidden", "true");
    this.context = this.element.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
  }

  /** What was told is drawn now, not all at once when the canvas is shown. */
  flush(): void {
    this.context.getImageData(0, 0, 1, 1);
  }

  /** Empty, `size` CSS pixels wide and high. */
  clear(size: L.Point, density: number): void {
    this.empty(Math.round(size.x * density), Math.round(size.y * density));
    this.element.style.width = `${size.x}px`;
    this.element.style.height = `${size.y}px`;
  }

  /** Empty, `width` pixels wide and `height` high. */
  empty(width: number, height: number): void {
    const { element } = this;
    if (element.width !== width || element.height !== height) {
      element.width = width;
      element.height = height;
    }
    this.wipe({ x: 0, y: 0, width, height });
  }

  /** Empties a part of it. */
  wipe({ x, y, width, height }: Rectangle): void {
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.clearRect(x, y, width, height);
  }

  place(corner: L.Point): void {
    L.DomUtil.setPosition(this.element, corner);
  }
}
