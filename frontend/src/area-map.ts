// One canvas for the whole thematic map, on Leaflet's own Renderer: panning moves it,
// zooming scales it, and it is drawn once when the gesture ends.
import * as L from "leaflet";
import type { Classed } from "./classes.ts";
import type { Classes } from "./config.ts";
import { areaFinder } from "./hit.ts";
import type { Mark } from "./mark-atlas.ts";
import { viewAt, type View } from "./paint.ts";
import { Picture, type Overlay } from "./picture.ts";
import { latToY, lonToX, xToLon, yToLat } from "./projection.ts";
import type { Coverage } from "./topology.ts";

const MAX_DENSITY = 2;

export interface AreaOptions extends L.RendererOptions {
  pane: string;
}

export class AreaMap extends L.Renderer {
  /** For paper, which is finer than most screens. */
  sharp = false;
  readonly #picture = new Picture();
  #find: (x: number, y: number) => number = () => -1;
  #frame = 0;
  #canvas!: HTMLCanvasElement;
  #context!: CanvasRenderingContext2D;

  constructor(options: AreaOptions) {
    super({ padding: 0.2, ...options });
  }

  get coverage(): Coverage | null {
    return this.#picture.coverage;
  }

  /** Decoded once, and shared by every map of the page. */
  setOutlines(coverage: Coverage): void {
    this.#picture.setOutlines(coverage);
    this.#find = areaFinder(coverage);
    this.repaint();
  }

  /** Which EPCI each area is in; the outlines come first. */
  setEpcis(epci: number[]): void {
    this.#picture.setEpcis(epci);
    this.repaint();
  }

  /** What surrounds the region; the last one is drawn over the others. */
  setLands(...lands: Coverage[]): void {
    this.#picture.lands = lands;
    this.repaint();
  }

  /**
   * The class of each commune. Borders below `rank` (1: EPCI, 2: departments) are not
   * drawn. Without classes the region is neutral, for what lies on top of it.
   */
  setClasses(found: Classed | null, classes: Classes | null, rank = 0): void {
    this.#picture.setClasses(found, classes, rank);
    this.repaint();
  }

  setMarks(marks: Mark[]): void {
    this.#picture.marks = marks;
    this.repaint();
  }

  /** Paints between the classes and the borders; call what it returns to stop. */
  addOverlay(overlay: Overlay): () => void {
    this.#picture.overlays.add(overlay);
    this.repaint();
    return () => {
      this.#picture.overlays.delete(overlay);
      this.repaint();
    };
  }

  /** The same picture elsewhere, on ground of its own: `viewAt` makes the view. */
  paintInto(ctx: CanvasRenderingContext2D, view: View): void {
    this.#picture.paint(ctx, view, true);
  }

  showLand(shown: boolean): void {
    this.#picture.landShown = shown;
    this.repaint();
  }

  areaAt(position: L.LatLng): number {
    return this.#find(lonToX(position.lng), latToY(position.lat));
  }

  outline(area: number): L.LatLngTuple[][] {
    return (this.coverage?.rings[area] ?? []).map((ring) => {
      const points: L.LatLngTuple[] = [];
      for (let i = 0; i < ring.length; i += 2) points.push([yToLat(ring[i + 1]), xToLon(ring[i])]);
      return points;
    });
  }

  boundsOf(areas: number[]): L.LatLngBounds {
    const bounds = L.latLngBounds([]);
    for (const area of areas) {
      const box = this.coverage?.boxes[area];
      if (box) bounds.extend([yToLat(box[3]), xToLon(box[0])]).extend([yToLat(box[1]), xToLon(box[2])]);
    }
    return bounds;
  }

  repaint(): void {
    if (!this._map || this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (this._map && !this._map._animatingZoom) this.#paint();
    });
  }

  override _initContainer(): void {
    this.#canvas = document.createElement("canvas");
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#context = this.#canvas.getContext("2d") as CanvasRenderingContext2D;
    this._container = this.#canvas;
  }

  override _destroyContainer(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#canvas.remove();
  }

  override _update(): void {
    if (this._map._animatingZoom && this._bounds) return;
    super._update();
    const size = this._bounds.getSize(), density = this.#density();
    L.DomUtil.setPosition(this.#canvas, this._bounds.min as L.Point);
    const width = Math.round(size.x * density), height = Math.round(size.y * density);
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#canvas.style.width = `${size.x}px`;
      this.#canvas.style.height = `${size.y}px`;
    }
    this.#paint();
  }

  #density(): number {
    return this.sharp ? MAX_DENSITY : Math.min(window.devicePixelRatio || 1, MAX_DENSITY);
  }

  #paint(): void {
    if (!this._bounds || !this.coverage) return;
    const map = this._map, size = this._bounds.getSize(), density = this.#density();
    const corner = (this._bounds.min as L.Point).add(map.getPixelOrigin());
    const view = viewAt(corner, map.getZoom(), size, density);
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    // Paper shows what is clear as white, not as the colour behind.
    this.#picture.paint(this.#context, view, this.sharp);
    this.fire("painted");
  }
}

/** The layer of `TopoChoropleth`: empty until somebody gives it outlines and values. */
export const areas = (options: AreaOptions): AreaMap => new AreaMap(options);
