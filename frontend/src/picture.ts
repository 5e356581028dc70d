// What is drawn, apart from where: the same picture for the screen, for paper and for files.
import { NOT_COLLECTED, type Classed } from "./classes.ts";
import type { Classes } from "./config.ts";
import { paintMarks, type Mark } from "./mark-atlas.ts";
import { bordersByRank, paintAreas, paintLand, strokeArcs, type Style, type View } from "./paint.ts";
import * as patterns from "./patterns.ts";
import type { Arc, Coverage } from "./topology.ts";

const STYLE: Style = { sea: "#cfdfe6", land: "#e9e7e1", landLine: "#d0cbc0", region: "#fffdf9" };

type Fill = string | CanvasPattern | null;

/** Paints between the classes and the borders. */
export type Overlay = (ctx: CanvasRenderingContext2D, view: View, coverage: Coverage) => void;

export class Picture {
  coverage: Coverage | null = null;
  /** From the farthest to the nearest. */
  lands: Coverage[] = [];
  marks: Mark[] = [];
  landShown = true;
  readonly overlays = new Set<Overlay>();
  #borders: Arc[][] = [];
  #classed: Classed | null = null;
  #colours: string[] = [];
  #rank = 0;

  setOutlines(coverage: Coverage): void {
    this.coverage = coverage;
    this.#borders = bordersByRank(coverage);
  }

  /** Which EPCI each area is in: a border between two of them is drawn as one. */
  setEpcis(epci: number[]): void {
    if (this.coverage) this.setOutlines({ ...this.coverage, epci });
  }

  /** Borders below `rank` are inside what is coloured, and not drawn. */
  setClasses(found: Classed | null, classes: Classes | null, rank: number): void {
    this.#classed = found;
    this.#colours = classes?.colours ?? [];
    this.#rank = rank;
  }

  /** On `opaque` paper, what is clear on the screen is painted as sea. */
  paint(ctx: CanvasRenderingContext2D, view: View, opaque: boolean): void {
    const { coverage } = this;
    if (!coverage) return;
    ctx.lineJoin = "round";
    if (opaque && this.landShown) {
      ctx.fillStyle = STYLE.sea;
      ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    }
    if (this.landShown) for (const land of this.lands) paintLand(ctx, land, view, STYLE);
    this.#paintClasses(ctx, view, coverage);
    for (const overlay of this.overlays) overlay(ctx, view, coverage);
    this.#paintBorders(ctx, view, coverage);
    paintMarks(ctx, this.marks, view);
  }

  #paintClasses(ctx: CanvasRenderingContext2D, view: View, coverage: Coverage): void {
    const found = this.#classed;
    if (!found) {
      paintAreas(ctx, coverage, view, () => STYLE.region);
      return;
    }
    const absent = patterns.noData(ctx, view.density), uncounted = patterns.notCollected(ctx, view.density);
    const fill = (area: number): Fill => {
      const place = found.place[area];
      return place >= 0 ? this.#colours[place] : place === NOT_COLLECTED ? uncounted : absent;
    };
    this.#closeSeams(ctx, view, coverage, fill);
    paintAreas(ctx, coverage, view, fill);
    const veil = patterns.doubtful(ctx, view.density);
    paintAreas(ctx, coverage, view, (area) => (found.doubtful[area] ? veil : null));
    const rings = patterns.unverified(ctx, view.density);
    paintAreas(ctx, coverage, view, (area) => (found.unverified[area] ? rings : null));
    const hatch = patterns.uncertain(ctx, view.density);
    paintAreas(ctx, coverage, view, (area) => (found.uncertain[area] ? hatch : null));
  }

  /** Two edges of one colour would let the ground shine through between them. */
  #closeSeams(ctx: CanvasRenderingContext2D, view: View, coverage: Coverage, fill: (area: number) => Fill): void {
    const inner = new Map<Fill, Arc[]>();
    for (const arc of this.#borders.slice(0, this.#rank).flat()) {
      const colour = fill(arc.left), known = inner.get(colour);
      if (known) known.push(arc);
      else inner.set(colour, [arc]);
    }
    for (const [colour, arcs] of inner) {
      if (colour) strokeArcs(ctx, coverage, arcs, view, { colour, width: 1.5 });
    }
  }

  #paintBorders(ctx: CanvasRenderingContext2D, view: View, coverage: Coverage): void {
    const { zoom } = view, plain = !this.#classed, near = zoom >= 9.5;
    const line = (rank: number, colour: string, width: number) => {
      if (rank >= this.#rank) strokeArcs(ctx, coverage, this.#borders[rank], view, { colour, width });
    };
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
