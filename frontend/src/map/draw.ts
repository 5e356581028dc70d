// Fetches what the state asks for, puts it in classes, and colours the map.
import { classed } from "../figures/classes.ts";
import type { Question } from "../figures/config.ts";
import type { Level } from "../figures/units.ts";
import type { Context, State } from "./context.ts";
import { classesOf, periodOf } from "../figures/scale.ts";
import { byCommune, rankOf, unitsOf } from "../figures/units.ts";

/** The keys of the state that change what is drawn. */
const DRAWN: (keyof State)[] = ["question", "category", "mode", "level", "period", "classes"];

export const redraws = (changed: Set<keyof State>): boolean => DRAWN.some((key) => changed.has(key));

/** Names and people came after the picture: whoever tells the units may now. */
export function nameUnits(context: Context): void {
  const { drawn, areas: { coverage }, communes } = context;
  if (drawn && coverage) drawn.units = unitsOf(drawn.units.level, coverage.codes, communes);
}

/** What a question needs: to be drawn, and to be told beside that. */
export function filesOf({ files, beside, period: newest }: Question, level: Level, period: string, category: string): {
  own: string; beside: string | null; departments: string | null;
} {
  return {
    own: files[level][period][category],
    beside: beside && !category && period === newest ? beside.files[level] : null,
    departments: level === "commune" ? null : files.departement[period][category],
  };
}

/**
 * Colours the units; the newest question wins when answers come out of order. Tells
 * whether what is drawn is what the state asks.
 */
export async function draw(context: Context): Promise<boolean> {
  const { state, data, areas, voice } = context, { question, category, level, classes: method } = state;
  const asked = { ...state }, period = periodOf(question, state.period);
  const files = filesOf(question, level, period.key, category);
  const [measures, beside, departments, communes] = await Promise.all([
    data.measures(files.own), files.beside ? data.measures(files.beside) : null, files.departments ? data.measures(files.departments) : null,
    level === "commune" ? context.communes : data.communes()]);
  if (DRAWN.some((key) => key !== "mode" && asked[key] !== context.state[key])) return false;
  const units = unitsOf(level, areas.coverage?.codes ?? [], communes);
  const classes = classesOf(question, level, method, measures, voice), found = classed(measures, classes);
  context.drawn = { units, period, classes, measures, beside, departments, found };
  areas.setClasses(context.state.mode === "gaps" ? byCommune(found, units) : null, classes, rankOf(level));
  return true;
}
