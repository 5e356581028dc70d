// What is drawn, apart from where: the same picture for the screen, for paper and for files.
import { NOT_COLLECTED, type Classed } from "./classes.ts";
import type { Classes } from "./config.ts";
import { paintMarks, type Mark } from "./mark-atlas.ts";
import { bordersByRank, isSeen, meets, paintLand, type Style, type View } from "./paint.ts";
import { patchesOf, pixelsOf, traceArcs, tracePatch, type Patch, type Patches, type Pixels } from "./patches.ts";
import * as patterns from "./patterns.ts";
import type { Coverage } from "./topology.ts";

const STYLE: Style = { sea: "#cfdfe6", land: "#e9e7e1", landLine: "#d0cbc0", region: "#fffdf9" };
// A look is a class and what is laid over it.
const CLASS = 15, SHIFT = 2, DOUBTFUL = 16, UNVERIFIED = 32, UNCERTAIN = 64;
/** Patches, and arcs, between two looks at the clock. */
const STRIDE = 40, ARCS = 600;

type Context2D = CanvasRenderingContext2D;
type Fill = string | CanvasPattern;

/** Paints between the classes and the borders, of a screen or of paper. */
export type Overlay = (ctx: Context2D, view: View, coverage: Coverage, paper: boolean) => void;

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
  #patches: Patches | null = null;
  /** Of the screen, which is painted again and again, by one painter at a time. */
  #pixels: Float32Array | null = null;
  #classed: Classed | null = null;
  #colours: string[] = [];
  #rank = 0;

  setOutlines(coverage: Coverage): void {
    this.coverage = coverage;
    this.#borders = bordersByRank(coverage);
    this.#patches = null;
  }

  /** Which EPCI each area is in: a border between two of them is drawn as one. */
  setEpcis(epci: number[]): void {
    if (!this.coverage) return;
    this.coverage = { ...this.coverage, epci };
    this.#borders = bordersByRank(this.coverage);
  }

  /** Borders below `rank` are inside what is coloured, and not drawn. */
  setClasses(found: Classed | null, classes: Classes | null, rank: number): void {
    this.#classed = found;
    this.#patches = null;
    this.#colours = classes?.colours ?? [];
    this.#rank = rank;
  }

  /** On `paper`, what is clear on the screen is painted as sea. */
  paint(ctx: Context2D, view: View, paper: boolean): void {
    for (const _ of this.steps(ctx, view, paper)) continue;
  }

  /** The same in steps, so that whoever paints may stop between them to let others in. */
  *steps(ctx: Context2D, view: View, paper: boolean): Generator<void> {
    const { coverage } = this;
    if (!coverage) return;
    ctx.lineJoin = "round";
    this.#ground(ctx, view, paper);
    yield;
    const patches = (this.#patches ??= patchesOf(coverage, looksOf(this.#classed, coverage.codes.length)));
    const pixels = pixelsOf(coverage, view, paper ? null : this.#pixels), fills = this.#fills(ctx, view);
    if (!paper) this.#pixels = pixels.xy;
    if (paper) this.#fillLooks(ctx, view, pixels, patches, fills);
    else yield* this.#fillPatches(ctx, view, pixels, patches, fills);
    yield;
    for (const overlay of this.overlays) overlay(ctx, view, coverage, paper);
    yield* this.#strokes(ctx, view, pixels);
    paintMarks(ctx, this.marks, view);
  }

  #ground(ctx: Context2D, view: View, paper: boolean): void {
    if (paper && this.landShown) {
      ctx.fillStyle = STYLE.sea;
      ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    }
    if (this.landShown) for (const land of this.lands) paintLand(ctx, land, view, STYLE);
  }

  #fills(ctx: Context2D, { density }: View): (look: number) => Fill[] {
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

  *#fillPatches(ctx: Context2D, view: View, pixels: Pixels, { outer }: Patches, fills: (look: number) => Fill[]): Generator<void> {
    let painted = 0;
    for (const patch of outer) {
      if (!meets(patch.box, view.box)) continue;
      this.#fillPatch(ctx, view, pixels, patch, fills);
      if (++painted % STRIDE === 0) yield;
    }
  }

  #fillPatch(ctx: Context2D, view: View, pixels: Pixels, patch: Patch, fills: (look: number) => Fill[]): void {
    ctx.beginPath();
    tracePatch(ctx, pixels, patch);
    ctx.closePath();
    if (patch.look < 0) {
      // An enclave: what is beyond the region shows through.
      ctx.save();
      ctx.clip();
      ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
      this.#ground(ctx, { ...view, box: patch.box }, false);
      ctx.restore();
      return;
    }
    for (const fill of fills(patch.look)) {
      ctx.fillStyle = fill;
      ctx.fill();
    }
  }

  /** Nothing is painted over: a file keeps what a colour covers as one shape, with holes. */
  #fillLooks(ctx: Context2D, view: View, pixels: Pixels, { outer, holes }: Patches, fills: (look: number) => Fill[]): void {
    const looks = new Map<number, Patch[]>();
    for (const patch of [...outer, ...holes]) {
      if (patch.look < 0 || !meets(patch.box, view.box)) continue;
      const alike = looks.get(patch.look);
      if (alike) alike.push(patch);
      else looks.set(patch.look, [patch]);
    }
    // All grounds before what is laid over some of them.
    const layers = [...looks].flatMap(([look, patches]) => fills(look).map((fill, over) => ({ fill, over: Math.min(over, 1), patches })));
    for (const { fill, patches } of layers.sort((a, b) => a.over - b.over)) {
      ctx.beginPath();
      for (const patch of patches) {
        tracePatch(ctx, pixels, patch);
        ctx.closePath();
      }
      ctx.fillStyle = fill;
      ctx.fill("evenodd");
    }
  }

  *#strokes(ctx: Context2D, view: View, pixels: Pixels): Generator<void> {
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
