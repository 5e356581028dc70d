// What is drawn, apart from where: the same picture for the screen, for paper and for files.
import { NOT_COLLECTED, type Classed } from "../figures/classes.ts";
import { CLEAR, type Look } from "./colouring.ts";
import type { Classes } from "../figures/config.ts";
import { coveredBy, paintMarks, type Mark } from "./mark-atlas.ts";
import { bordersByRank, isSeen, meets, paintLand, type Style, type View } from "./paint.ts";
import { lookOf, type Fill } from "./palette.ts";
import { patchesOf, pixelsOf, traceArcs, tracePatch, type Patch, type Pixels } from "./patches.ts";
import * as patterns from "./patterns.ts";
import type { Rectangle } from "./rectangle.ts";
import type { Coverage } from "../outlines/topology.ts";

const STYLE: Style = { sea: "#cfdfe6", land: "#e9e7e1", landLine: "#d0cbc0", region: "#fffdf9" };
// A look is a class and what is laid over it.
const CLASS = 15, SHIFT = 2, DOUBTFUL = 16, UNVERIFIED = 32, UNCERTAIN = 64, LOOKS = 128;
/** Arcs between two looks at the clock. */
const ARCS = 600;

type Context2D = CanvasRenderingContext2D;

/** Paints between the classes and the borders, of a screen or of paper. */
export type Overlay = (ctx: Context2D, view: View, coverage: Coverage, paper: boolean) => void;

/** What lies on each side of each arc, as a place in `looks`: the first is outside. */
export interface Sides {
  left: Uint8Array;
  right: Uint8Array;
  looks: Look[];
}

function looksOf(found: Classed | null, areas: number): Int16Array {
  const looks = new Int16Array(areas);
  if (!found) return looks;
  for (let area = 0; area < areas; area++) {
    looks[area] = (found.place[area] + SHIFT) | (found.doubtful[area] ? DOUBTFUL : 0)
      | (found.unverified[area] ? UNVERIFIED : 0) | (found.uncertain[area] ? UNCERTAIN : 0);
  }
  return looks;
}

export class Picture {
  coverage: Coverage | null = null;
  /** From the farthest to the nearest. */
  lands: Coverage[] = [];
  marks: Mark[] = [];
  landShown = true;
  readonly overlays = new Set<Overlay>();
  #borders: number[][] = [];
  #classed: Classed | null = null;
  #colours: string[] = [];
  #rank = 0;

  setOutlines(coverage: Coverage): void {
    this.coverage = coverage;
    this.#borders = bordersByRank(coverage);
  }

  /** Which EPCI each area is in: a border between two of them is drawn as one. */
  setEpcis(epci: number[]): void {
    if (!this.coverage) return;
    this.coverage = { ...this.coverage, epci };
    this.#borders = bordersByRank(this.coverage);
  }

  /** Borders below `rank` are inside what is coloured, and not drawn. Tells whether borders stay as they are. */
  setClasses(found: Classed | null, classes: Classes | null, rank: number): boolean {
    const stay = rank === this.#rank && !found === !this.#classed;
    this.#classed = found;
    this.#colours = classes?.colours ?? [];
    this.#rank = rank;
    return stay;
  }

  /** As shapes: a first picture, and paper and files, where what is clear on the screen is painted as sea. */
  inShapes(ctx: Context2D, view: View, paper: boolean): void {
    const { coverage } = this;
    if (!coverage) return;
    const pixels = pixelsOf(coverage, view);
    if (paper && this.landShown) {
      ctx.fillStyle = STYLE.sea;
      ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    }
    this.below(ctx, view);
    this.#fillLooks(ctx, view, pixels, patchesOf(coverage, looksOf(this.#classed, coverage.codes.length)));
    this.overlay(ctx, view, paper);
    for (const _ of this.borders(ctx, view, pixels)) continue;
    this.mark(ctx, view);
  }

  /** What surrounds the region, and shows through its enclaves. */
  below(ctx: Context2D, view: View): void {
    ctx.lineJoin = "round";
    if (this.landShown) for (const land of this.lands) paintLand(ctx, land, view, STYLE);
  }

  overlay(ctx: Context2D, view: View, paper: boolean): void {
    if (this.coverage) for (const overlay of this.overlays) overlay(ctx, view, this.coverage, paper);
  }

  /** The pixels that marks may cover. */
  marked(view: View): Rectangle {
    return coveredBy(this.marks, view);
  }

  mark(ctx: Context2D, view: View): void {
    paintMarks(ctx, this.marks, view);
  }

  /** For a canvas of this density. */
  sides(ctx: Context2D, { density }: View): Sides {
    const { arcs = [], codes = [] } = this.coverage ?? {}, areas = looksOf(this.#classed, codes.length), fills = this.#fills(ctx, density);
    const looks = [CLEAR], places = new Uint8Array(LOOKS), left = new Uint8Array(arcs.length), right = new Uint8Array(arcs.length);
    for (const look of areas) {
      if (places[look]) continue;
      places[look] = looks.length;
      looks.push(lookOf(fills(look)));
    }
    for (let arc = 0; arc < arcs.length; arc++) {
      const beside = arcs[arc];
      if (beside.left >= 0) left[arc] = places[areas[beside.left]];
      if (beside.right >= 0) right[arc] = places[areas[beside.right]];
    }
    return { left, right, looks };
  }

  #fills(ctx: Context2D, density: number): (look: number) => Fill[] {
    if (!this.#classed) return () => [STYLE.region];
    const over: [number, CanvasPattern | null][] = [
      [DOUBTFUL, patterns.doubtful(ctx, density)], [UNVERIFIED, patterns.unverified(ctx, density)],
      [UNCERTAIN, patterns.uncertain(ctx, density)]];
    const absent = patterns.noData(ctx, density), uncounted = patterns.notCollected(ctx, density);
    return (look) => {
      const place = (look & CLASS) - SHIFT;
      const ground = place >= 0 ? this.#colours[place] : place === NOT_COLLECTED ? uncounted : absent;
      return [ground, ...over.filter(([bit]) => look & bit).map(([, pattern]) => pattern)].filter((fill) => fill !== null);
    };
  }

  /** Nothing is painted over: a file keeps what a colour covers as one shape, with holes. */
  #fillLooks(ctx: Context2D, view: View, pixels: Pixels, patches: Patch[]): void {
    const looks = new Map<number, Patch[]>(), fills = this.#fills(ctx, view.density);
    for (const patch of patches) {
      if (!meets(patch.box, view.box)) continue;
      const alike = looks.get(patch.look);
      if (alike) alike.push(patch);
      else looks.set(patch.look, [patch]);
    }
    // All grounds before what is laid over some of them.
    const layers = [...looks].flatMap(([look, own]) => fills(look).map((fill, over) => ({ fill, over: Math.min(over, 1), alike: own })));
    for (const { fill, alike } of layers.sort((a, b) => a.over - b.over)) {
      ctx.beginPath();
      for (const patch of alike) {
        tracePatch(ctx, pixels, patch);
        ctx.closePath();
      }
      ctx.fillStyle = fill;
      ctx.fill("evenodd");
    }
  }

  /** In steps, so that whoever paints may stop between them to let others in. */
  *borders(ctx: Context2D, view: View, pixels: Pixels): Generator<void> {
    ctx.lineJoin = "round";
    const { zoom, density, box } = view, plain = !this.#classed, near = zoom >= 9.5, extents = this.coverage?.extents ?? new Float32Array(0);
    const lines = function* (this: Picture, rank: number, ...looks: [string, number][]): Generator<void> {
      if (rank < this.#rank) return;
      const seen = this.#borders[rank].filter((arc) => isSeen(extents, arc, box));
      for (const [colour, width] of looks) {
        ctx.strokeStyle = colour;
        ctx.lineWidth = width * density;
        for (let i = 0; i < seen.length; i += ARCS) {
          traceArcs(ctx, pixels, seen.slice(i, i + ARCS));
          ctx.stroke();
          yield;
        }
      }
    }.bind(this);
    if (zoom >= (plain ? 8.5 : 7)) {
      yield* lines(0, [plain ? "#dcd6c9" : near ? "rgba(255,255,255,.75)" : "rgba(255,255,255,.34)", near ? 0.9 : 0.5]);
    }
    yield* lines(1, [near ? "rgba(18,48,58,.42)" : "rgba(18,48,58,.14)", near ? 1.1 : 0.6]);
    yield* lines(2, ["rgba(255,255,255,.8)", near ? 3.6 : 2.4], ["rgba(18,48,58,.85)", near ? 1.5 : 1]);
    yield* lines(3, ["rgba(255,255,255,.9)", near ? 4 : 3], ["rgba(18,48,58,.8)", near ? 1.7 : 1.2]);
  }
}
