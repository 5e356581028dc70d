// How values are spread: bars of units above a line, of their inhabitants below it.
import type { Classed } from "../figures/classes.ts";
import type { Classes } from "../figures/config.ts";
import { svg } from "../page/dom.ts";

export const BINS = 24;
/** Fewer than one in fifty are beyond the last bin's beginning: the bin says « and more ». */
const ALMOST_ALL = 0.98;
const WIDTH = 344, UP = 36, DOWN = 18, LINE = 1, GAP = 1;
const STEPS = [1, 1.2, 1.5, 2, 2.4, 3, 4, 5, 6, 8, 10];

export interface Histogram {
  /** Where the axis ends; the last bin holds what is beyond. */
  end: number;
  /** Whether something is beyond. */
  open: boolean;
  /** By bin, then by class. */
  units: number[][];
  people: number[][];
}

/** The smallest round number that is not below a value. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const size = 10 ** Math.floor(Math.log10(value));
  return (STEPS.find((step) => step * size >= value * (1 - 1e-9)) ?? 10) * size;
}

/** What has a class but no value, since no place can be reached, is in the last bin. */
export function histogram(column: (number | null)[], { place }: Pick<Classed, "place">, population: (number | null)[], classes: number): Histogram {
  const known = column.filter((value, i): value is number => value !== null && place[i] >= 0).sort((a, b) => a - b);
  const end = roundUp(known[Math.floor((known.length - 1) * ALMOST_ALL)] ?? 0);
  const empty = () => Array.from({ length: BINS }, () => new Array<number>(classes).fill(0));
  const units = empty(), people = empty();
  let open = false;
  column.forEach((value, i) => {
    if (place[i] < 0) return;
    const at = value === null ? Infinity : (value / end) * BINS;
    if (value === null || value > end) open = true;
    const bin = Math.min(BINS - 1, Math.floor(at));
    units[bin][place[i]] += 1;
    people[bin][place[i]] += population[i] ?? 0;
  });
  return { end, open, units, people };
}

const sum = (parts: number[]): number => parts.reduce((all, part) => all + part, 0);

/** The table beside it says the same in figures: hidden from assistive technology. */
export function picture(found: Histogram, { colours }: Pick<Classes, "colours">): SVGElement {
  const most = Math.max(...found.units.map(sum), 1), mostPeople = Math.max(...found.people.map(sum), 1);
  const width = WIDTH / BINS, bars: SVGElement[] = [];
  const bar = (bin: number, y: number, height: number, fill: string) => bars.push(
    svg("rect", { x: (bin * width).toFixed(2), y: y.toFixed(2), width: (width - GAP).toFixed(2), height: height.toFixed(2), fill }));
  for (let bin = 0; bin < BINS; bin++) {
    let top = UP;
    found.units[bin].forEach((count, place) => {
      // One unit is seen, however many are elsewhere.
      const height = count ? Math.max((count / most) * UP, 0.75) : 0;
      if (height) bar(bin, (top -= height), height, colours[place]);
    });
    const people = sum(found.people[bin]);
    if (people) bar(bin, UP + LINE, Math.max((people / mostPeople) * DOWN, 0.75), "#7c929a");
  }
  const line = svg("rect", { x: 0, y: UP, width: WIDTH, height: LINE, fill: "#12303a" });
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${UP + LINE + DOWN}`, preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" }, ...bars, line);
}
