// One canvas for the whole thematic map, on Leaflet's own Renderer: panning moves it,
// zooming scales it, and it is drawn once when the gesture ends.
import * as L from "leaflet";
import { NOT_COLLECTED, type Classed } from "./classes.ts";
import type { Classes } from "./config.ts";
import { areaFinder } from "./hit.ts";
import { bordersByRank, paintAreas, paintDots, paintLand, strokeArcs, type Dot, type Style, type View } from "./paint.ts";
import * as patterns from "./patterns.ts";
import { latToY, lonToX, xToLon, yToLat } from "./projection.ts";
import { decode, type Arc, type Coverage, type Packed } from "./topology.ts";

const STYLE: Style = { sea: "#cfdfe6", land: "#e9e7e1", landLine: "#d0cbc0", region: "#fffdf9" };
const MAX_DENSITY = 2;

export interface AreaOptions extends L.RendererOptions {
  pane: string;
}

export class AreaMap extends L.Renderer {
  coverage: Coverage | null = null;
  /** For paper, which is finer than most screens. */
  sharp = false;
  /** From the farthest to the nearest. */
  #lands: Coverage[] = [];
  #borders: Arc[][] = [];
  #find: (x: number, y: number) => number = () => -1;
  #classed: Classed | null = null;
  #colours: string[] = [];
  #dots: Dot[] = [];
  #landShown = true;
  #frame = 0;
  #canvas!: HTMLCanvasElement;
  #context!: CanvasRenderingContext2D;

  constructor(options: AreaOptions) {
    super({ padding: 0.2, ...options });
  }

  setOutlines(packed: Packed): void {
    this.coverage = decode(packed);
    this.#borders = bordersByRank(this.coverage);
    this.#find = areaFinder(this.coverage);
    this.repaint();
  }

  /** What surrounds the region; the last one is drawn over the others. */
  setLands(...packed: Packed[]): void {
    this.#lands = packed.map(decode);
    this.repaint();
  }

  /** Without classes the region is drawn neutral, for what lies on top of it. */
  setClasses(found: Classed | null, classes: Classes | null): void {
    this.#classed = found;
    this.#colours = classes?.colours ?? [];
    this.repaint();
  }

  setDots(dots: Dot[]): void {
    this.#dots = dots;
    this.repaint();
  }

  showLand(shown: boolean): void {
    this.#landShown = shown;
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

  #view(): View {
    const map = this._map, zoom = map.getZoom(), density = this.#density();
    const world = (map.options.crs as L.CRS).scale(zoom), size = this._bounds.getSize();
    const corner = (this._bounds.min as L.Point).add(map.getPixelOrigin());
    return {
      west: corner.x / world, north: corner.y / world, scale: world * density, density, zoom,
      box: [corner.x / world, corner.y / world, (corner.x + size.x) / world, (corner.y + size.y) / world],
    };
  }

  #paint(): void {
    if (!this._bounds || !this.coverage) return;
    const ctx = this.#context, view = this.#view();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    ctx.lineJoin = "round";
    if (this.sharp && this.#landShown) {
      // Paper shows what is clear as white, not as the colour behind.
      ctx.fillStyle = STYLE.sea;
      ctx.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    }
    if (this.#landShown) for (const land of this.#lands) paintLand(ctx, land, view, STYLE);
    this.#paintClasses(ctx, view, this.coverage);
    this.#paintBorders(ctx, view, this.coverage);
    paintDots(ctx, this.#dots, view);
    this.fire("painted");
  }

  #paintClasses(ctx: CanvasRenderingContext2D, view: View, coverage: Coverage): void {
    const found = this.#classed;
    if (!found) {
      paintAreas(ctx, coverage, view, () => STYLE.region);
      return;
    }
    const absent = patterns.noData(ctx, view.density), uncounted = patterns.notCollected(ctx, view.density);
    paintAreas(ctx, coverage, view, (area) => {
      const place = found.place[area];
      return place >= 0 ? this.#colours[place] : place === NOT_COLLECTED ? uncounted : absent;
    });
    const veil = patterns.doubtful(ctx, view.density);
    paintAreas(ctx, coverage, view, (area) => (found.doubtful[area] ? veil : null));
    const hatch = patterns.uncertain(ctx, view.density);
    paintAreas(ctx, coverage, view, (area) => (found.uncertain[area] ? hatch : null));
  }

  #paintBorders(ctx: CanvasRenderingContext2D, view: View, coverage: Coverage): void {
    const { zoom } = view, plain = !this.#classed, near = zoom >= 9.5;
    const line = (rank: number, colour: string, width: number) =>
      strokeArcs(ctx, coverage, this.#borders[rank], view, { colour, width });
    if (zoom >= (plain ? 8.5 : 7)) {
      line(0, plain ? "#dcd6c9" : near ? "rgba(255,255,255,.75)" : "rgba(255,255,255,.34)", near ? 0.9 : 0.5);
    }
    line(1, near ? "rgba(18,48,58,.42)" : "rgba(18,48,58,.14)", near ? 1.1 : 0.6);
    line(2, "rgba(255,255,255,.8)", near ? 3.6 : 2.4);
    line(2, "rgba(18,48,58,.85)", near ? 1.5 : 1);
    line(3, "rgba(255,255,255,.9)", near ? 4 : 3);
    line(3, "rgba(18,48,58,.8)", near ? 1.7 : 1.2);
  }
}
