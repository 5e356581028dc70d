// Which classes are on the map: the fixed ones, or bounds found in the values.
import type { Classes, Period, Question } from "./config.ts";
import type { Measures } from "./data.ts";
import type { Level } from "./units.ts";
import type { Voice } from "../page/words.ts";

/** Fixed bounds, natural breaks, or as many areas in each class. */
export type ClassMethod = "fixed" | "natural" | "quantile";

/** Colours of two classes or more, as far apart as they can be. */
export function spreadColours(colours: string[], count: number): string[] {
  return Array.from({ length: count }, (_, i) => colours[Math.round((i * (colours.length - 1)) / (count - 1))]);
}

/** What the legend says of each class. */
export function labelsOf(bounds: number[], column: Classes["column"], { decimal }: Voice): string[] {
  const share = column === "value", unit = share ? "\u00a0%" : "\u00a0min";
  const ends = bounds.map((bound) => decimal(share ? bound * 100 : bound));
  const first = bounds[0] > 0 ? `≤ ${ends[0]}${unit}` : `${ends[0]}${unit}`;
  return [first, ...ends.slice(1).map((end, i) => `${ends[i]}–${end}${unit}`), `> ${ends[ends.length - 1]}${unit}`];
}

/** The newest period where the asked one is none of the question's. */
export const periodOf = (question: Question, asked: string): Period =>
  question.periods.find(({ key }) => key === asked) ?? question.periods[question.periods.length - 1];

/** Where values are all alike, and make no bound, classes are the fixed ones. */
export function classesOf(question: Question, level: Level, method: ClassMethod, measures: Measures, voice: Voice): Classes {
  const fixed = level === "commune" ? question.classes : question.group_classes;
  const bounds = method === "fixed" ? undefined : measures.breaks?.[method];
  if (!bounds?.length) return fixed;
  return { column: fixed.column, bounds, colours: spreadColours(fixed.colours, bounds.length + 1), labels: labelsOf(bounds, fixed.column, voice), gap_from: null };
}
