// One canvas for the whole thematic map, on Leaflet's own Renderer: panning moves it,
// zooming scales it, and when the gesture ends it is drawn anew on another canvas, a few
// steps a frame, which then takes its place.
import * as L from "leaflet";
import { boundsAround, outlineOf } from "../outlines/area-shape.ts";
import type { Classed } from "../figures/classes.ts";
import type { Classes } from "../figures/config.ts";
import { whenIdle } from "../page/dom.ts";
import { areaFinder } from "../outlines/hit.ts";
import type { Mark } from "./mark-atlas.ts";
import { viewAt, type View } from "./paint.ts";
import { Picture, type Overlay } from "./picture.ts";
import { Recolouring } from "./recolouring.ts";
import { Turn } from "./turn.ts";
import { SheetCanvas } from "./sheet-canvas.ts";
import { latToY, lonToX } from "../outlines/projection.ts";
import { Slices } from "./slices.ts";
import type { Coverage } from "../outlines/topology.ts";
import { ViewLayers, type Stale } from "./view-layers.ts";

const MAX_DENSITY = 2;

type Place = Pick<L.Renderer, "_bounds" | "_center" | "_zoom">;

export interface AreaOptions extends L.RendererOptions {
  pane: string;
}

export class AreaMap extends L.Renderer {
  /** For paper, which is finer than most screens. */
  sharp = false;
  readonly #picture = new Picture();
  readonly #layers = new ViewLayers(this.#picture);
  readonly #recolouring = new Recolouring(this.#layers);
  #find: ((x: number, y: number) => number) | null = null;
  readonly #turn = new Turn(() => this.#repaint());
  readonly #stale = new Set<Stale>();
  #shown!: SheetCanvas;
  #next: SheetCanvas | null = null;
  readonly #slices = new Slices();

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
    this.repaint("borders");
  }

  /** What surrounds the region; the last one is drawn over the others. */
  setLands(...lands: Coverage[]): void {
    this.#picture.lands = lands;
    this.repaint("land");
  }

  /**
   * The class of each commune. Borders below `rank` (1: EPCI, 2: departments) are not
   * drawn. Without classes the region is neutral, for what lies on top of it.
   */
  setClasses(found: Classed | null, classes: Classes | null, rank = 0): void {
    this.repaint(this.#picture.setClasses(found, classes, rank) ? "classes" : "borders");
  }

  setMarks(marks: Mark[]): void {
    this.#picture.marks = marks;
    this.repaint("classes");
  }

  /** Paints between the classes and the borders; call what it returns to stop. */
  addOverlay(overlay: Overlay): () => void {
    this.#picture.overlays.add(overlay);
    this.repaint("classes");
    return () => {
      this.#picture.overlays.delete(overlay);
      this.repaint("classes");
    };
  }

  /** The same picture elsewhere, on ground of its own: `viewAt` makes the view. */
  paintInto(ctx: CanvasRenderingContext2D, view: View): void {
    this.#picture.inShapes(ctx, view, true);
  }

  showLand(shown: boolean): void {
    this.#picture.landShown = shown;
    this.repaint("land");
  }

  areaAt(position: L.LatLng): number {
    if (this.coverage) this.#find ??= areaFinder(this.coverage);
    return this.#find?.(lonToX(position.lng), latToY(position.lat)) ?? -1;
  }

  outline(area: number): L.LatLngTuple[][] {
    return this.coverage ? outlineOf(this.coverage, area) : [];
  }

  boundsOf(areas: number[]): L.LatLngBounds {
    return this.coverage ? boundsAround(this.coverage, areas) : L.latLngBounds([]);
  }

  /** What is drawn changed: that is painted soon, once for all changes of now, with the classes of then. */
  repaint(stale: Stale = "all"): void {
    this.#stale.add(stale);
    if (this._map) this.#turn.ask();
  }

  #repaint(): void {
    if (!this._map || this._map._animatingZoom) return;
    if (this.#stale.has("all") || this.sharp || this.#layers.densityOf(this.#shown) !== this.#density()) return this.#paint();
    this.#layers.renew(this.#stale);
    this.#recolour();
  }

  override _initContainer(): void {
    this.#shown = new SheetCanvas();
    this._container = this.#shown.element;
  }

  override _destroyContainer(): void {
    this.#turn.cancel();
    this.#slices.stop();
    this.#recolouring.stop();
    this.#layers.release();
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
    this.#rest();
    if (bounds.equals(this._bounds) && zoom === this._zoom) {
      // What came while it zoomed had to wait.
      if (this.#stale.size) this.#turn.ask();
      return;
    }
    const target = { _bounds: this._bounds, _center: this._center, _zoom: this._zoom };
    Object.assign(this, { _bounds: bounds, _center: centre, _zoom: zoom });
    this.#paintBeside(target);
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return { ...super.getEvents(), movestart: () => this.#recolouring.finish(), zoomstart: () => this.#rest() };
  }

  #density(): number {
    return this.sharp ? MAX_DENSITY : Math.min(window.devicePixelRatio || 1, MAX_DENSITY);
  }

  #view(bounds: L.Bounds): View {
    const corner = (bounds.min as L.Point).add(this._map.getPixelOrigin());
    return viewAt(corner, this._map.getZoom(), bounds.getSize(), this.#density());
  }

  #rest(): void {
    this.#slices.stop();
    this.#recolouring.finish();
  }

  /** The window at once, what is around it in the frames after. */
  #recolour(): void {
    const corner = this._map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min as L.Point);
    this.#stale.clear();
    this.#recolouring.run(this.#shown, corner, this._map.getSize());
    this.fire("painted");
  }

  #paint(): void {
    this.#slices.stop();
    this.#recolouring.stop();
    this.#stale.clear();
    super._update();
    this.#shown.place(this._bounds.min as L.Point);
    this.#shown.clear(this._bounds.getSize(), this.#density());
    if (!this.coverage) return;
    const view = this.#view(this._bounds);
    if (this.#layers.isReady && !this.sharp) {
      for (const _ of this.#layers.prepare(this.#shown, view)) continue;
      return this.#recolour();
    }
    // Paper shows what is clear as white, not as the colour behind.
    this.#layers.shapes(this.#shown, view, this.sharp);
    this.fire("painted");
    if (!this.sharp) whenIdle(() => this.#prepare());
  }

  /** The first picture once more, beside: other classes come at once on that one. */
  #prepare(): void {
    // What is painted beside by now is where the map went meanwhile.
    if (!this._map || this._map._animatingZoom || this.sharp || this.#layers.isReady || this.#slices.isRunning) return;
    this.#paintBeside({ _bounds: this._bounds, _center: this._center, _zoom: this._zoom });
  }

  #paintBeside(target: Place): void {
    const bounds = target._bounds, next = (this.#next ??= new SheetCanvas());
    next.clear(bounds.getSize(), this.#density());
    const steps = this.#layers.draw(next, this.#view(bounds));
    this.#slices.run(steps, () => next.flush(), () => this.#swap(target));
  }

  #swap(target: Place): void {
    const next = this.#next as SheetCanvas;
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
