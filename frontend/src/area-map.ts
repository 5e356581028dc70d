// One canvas for the whole thematic map, on Leaflet's own Renderer: panning moves it,
// zooming scales it, and when the gesture ends it is drawn anew on another canvas, a few
// steps a frame, which then takes its place.
import * as L from "leaflet";
import type { Classed } from "./classes.ts";
import type { Classes } from "./config.ts";
import { areaFinder } from "./hit.ts";
import { ringPoints } from "./loops.ts";
import type { Mark } from "./mark-atlas.ts";
import { viewAt, type View } from "./paint.ts";
import { Picture, type Overlay } from "./picture.ts";
import { SheetCanvas } from "./sheet-canvas.ts";
import { latToY, lonToX, xToLon, yToLat } from "./projection.ts";
import type { Coverage } from "./topology.ts";

const MAX_DENSITY = 2;
/** Of each frame, for painting beside what is shown. */
const SHARE_MS = 9;

type Place = Pick<L.Renderer, "_bounds" | "_center" | "_zoom">;

export interface AreaOptions extends L.RendererOptions {
  pane: string;
}

export class AreaMap extends L.Renderer {
  /** For paper, which is finer than most screens. */
  sharp = false;
  readonly #picture = new Picture();
  #find: ((x: number, y: number) => number) | null = null;
  #frame = 0;
  #shown!: SheetCanvas;
  #next: SheetCanvas | null = null;
  #slice = 0;

  constructor(options: AreaOptions) {
    super({ padding: 0.2, ...options });
  }

  get coverage(): Coverage | null {
    return this.#picture.coverage;
  }

  /** Decoded once, and shared by every map of the page. */
  setOutlines(coverage: Coverage): void {
    this.#picture.setOutlines(coverage);
    this.#find = null;
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
    if (this.coverage) this.#find ??= areaFinder(this.coverage);
    return this.#find?.(lonToX(position.lng), latToY(position.lat)) ?? -1;
  }

  outline(area: number): L.LatLngTuple[][] {
    const { coverage } = this;
    return (coverage?.rings[area] ?? []).map((sides) => {
      const points: L.LatLngTuple[] = [], ring = ringPoints(coverage as Coverage, sides);
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

  /** What is drawn changed: all of it is painted in the next frame. */
  repaint(): void {
    if (!this._map || this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (this._map && !this._map._animatingZoom) this.#paint();
    });
  }

  override _initContainer(): void {
    this.#shown = new SheetCanvas();
    this._container = this.#shown.element;
  }

  override _destroyContainer(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#stop();
    this._container.remove();
  }

  /** A jump is painted at once; `_update` comes again after it. */
  override _reset(): void {
    this.#paint();
    super._reset();
  }

  /** Where the map came to rest is painted beside what is shown, which stays until then. */
  override _update(): void {
    if (this._map._animatingZoom && this._bounds) return;
    const { _bounds: bounds, _center: centre, _zoom: zoom } = this;
    super._update();
    if (!bounds || this.sharp || !this.coverage || !bounds.getSize().equals(this._bounds.getSize())) return this.#paint();
    this.#stop();
    if (bounds.equals(this._bounds) && zoom === this._zoom) return;
    const target = { _bounds: this._bounds, _center: this._center, _zoom: this._zoom };
    Object.assign(this, { _bounds: bounds, _center: centre, _zoom: zoom });
    this.#paintBeside(target);
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return { ...super.getEvents(), zoomstart: () => this.#stop() };
  }

  /** What was painted beside is of no use any more. */
  #stop(): void {
    cancelAnimationFrame(this.#slice);
    this.#slice = 0;
  }

  #density(): number {
    return this.sharp ? MAX_DENSITY : Math.min(window.devicePixelRatio || 1, MAX_DENSITY);
  }

  #view(bounds: L.Bounds): View {
    const corner = (bounds.min as L.Point).add(this._map.getPixelOrigin());
    return viewAt(corner, this._map.getZoom(), bounds.getSize(), this.#density());
  }

  #paint(): void {
    this.#stop();
    super._update();
    this.#shown.place(this._bounds.min as L.Point);
    this.#shown.clear(this._bounds.getSize(), this.#density());
    if (!this.coverage) return;
    // Paper shows what is clear as white, not as the colour behind.
    this.#picture.paint(this.#shown.context, this.#view(this._bounds), this.sharp);
    this.fire("painted");
  }

  #paintBeside(target: Place): void {
    const bounds = target._bounds, next = (this.#next ??= new SheetCanvas());
    next.clear(bounds.getSize(), this.#density());
    const steps = this.#picture.steps(next.context, this.#view(bounds), false);
    const some = () => {
      for (const begun = performance.now(); performance.now() - begun < SHARE_MS; next.flush()) {
        if (steps.next().done) return this.#swap(target);
      }
      this.#slice = requestAnimationFrame(some);
    };
    this.#slice = requestAnimationFrame(some);
  }

  #swap(target: Place): void {
    const next = this.#next as SheetCanvas;
    this.#slice = 0;
    Object.assign(this, target);
    next.element.className = this._container.className;
    next.place(this._bounds.min as L.Point);
    this._container.replaceWith(next.element);
    this._container = next.element;
    [this.#shown, this.#next] = [next, this.#shown];
    this.fire("painted");
  }
}

/** The layer of `TopoChoropleth`: empty until somebody gives it outlines and values. */
export const areas = (options: AreaOptions): AreaMap => new AreaMap(options);
