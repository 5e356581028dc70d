// Puts values in classes and counts what is in each: the legend and the tables.
import type { Classes } from "./config.ts";
import type { Communes, Measures, Status } from "./data.ts";
import type { Units } from "./units.ts";

/** Below zero: why there is no class. */
export const NO_DATA = -1, NOT_COLLECTED = -2;

/** The class of a value: bounds are inclusive upwards, so 20 min is still within 20. */
export function classOf(value: number, bounds: number[]): number {
  let place = 0;
  while (place < bounds.length && value > bounds[place]) place++;
  return place;
}

export const statusOf = (measures: Measures, unit: number): Status =>
  measures.statuses[measures.status[unit]];

export interface Classed {
  /** Class of each unit, or `NO_DATA`, `NOT_COLLECTED`. */
  place: Int8Array;
  /** 1 where the nearest known structure may be beaten by one beyond the border. */
  doubtful: Uint8Array;
  /** 1 where the band of the minutes straddles the threshold. */
  uncertain: Uint8Array;
  /** 1 where a place is within reach and no checked one is: verified reading. */
  unverified: Uint8Array;
}

export const UNCERTAIN = 1;

/** What is drawn of each unit. */
export const drawnColumn = (measures: Measures, classes: Classes): (number | null)[] => measures[classes.column] ?? [];

export function classed(measures: Measures, classes: Classes): Classed {
  const column = drawnColumn(measures, classes), size = column.length;
  const place = new Int8Array(size), doubtful = new Uint8Array(size), uncertain = new Uint8Array(size);
  const unverified = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    const status = statusOf(measures, i), value = column[i];
    if (status === "not_collected") place[i] = NOT_COLLECTED;
    else if (status === "no_data") place[i] = NO_DATA;
    // No place can be reached: beyond the last bound.
    else if (value === null) place[i] = classes.column === "nearest_min" ? classes.bounds.length : NO_DATA;
    else place[i] = classOf(value, classes.bounds);
    // Of a group, the border touches a part: its people are told, the whole is not veiled.
    doubtful[i] = status === "border_unknown" && !measures.border ? 1 : 0;
    uncertain[i] = place[i] >= 0 && measures.band?.[i] === UNCERTAIN ? 1 : 0;
    unverified[i] = place[i] >= 0 && measures.unverified?.[i] ? 1 : 0;
  }
  return { place, doubtful, uncertain, unverified };
}

export interface Tally {
  units: number;
  inhabitants: number;
}

export interface Summary {
  classes: Tally[];
  noData: Tally;
  notCollected: Tally;
  doubtful: Tally;
  uncertain: Tally;
  unverified: Tally;
}

const nothing = (): Tally => ({ units: 0, inhabitants: 0 });

function add(tally: Tally, inhabitants: number | null): void {
  tally.units += 1;
  tally.inhabitants += inhabitants ?? 0;
}

export function summary(found: Classed, { population }: Pick<Units, "population">, classes: number): Summary {
  const result: Summary = {
    classes: Array.from({ length: classes }, nothing), noData: nothing(), notCollected: nothing(),
    doubtful: nothing(), uncertain: nothing(), unverified: nothing(),
  };
  found.place.forEach((place, i) => {
    const people = population[i];
    if (place === NOT_COLLECTED) add(result.notCollected, people);
    else if (place === NO_DATA) add(result.noData, people);
    else add(result.classes[place], people);
    if (found.doubtful[i]) add(result.doubtful, people);
    if (found.uncertain[i]) add(result.uncertain, people);
    if (found.unverified[i]) add(result.unverified, people);
  });
  return result;
}

/** Nothing of what is asked was collected anywhere: no count means anything. */
export const uncollected = (found: Classed): boolean => found.place.every((place) => place === NOT_COLLECTED);

export interface DepartmentRow {
  code: string;
  name: string;
  /** Share of the inhabitants in each class. */
  stack: number[];
  /** Missing among all that is counted: the gap is their quotient. */
  missing: number;
  total: number;
  besides: number | null;
  /** Why nothing is counted, where nothing is. */
  absent: "no_data" | "not_collected" | null;
}

/** What a department lacks, beside the classes of its communes. */
type Figures = Pick<Measures, "numerator" | "denominator">;

/**
 * `found` says the class of each commune. Figures of communes add up; those of groups
 * do not, since a group may cross the edge of a department: `own` are then its own, in
 * the order of the codes.
 */
export function byDepartment(
  found: Classed, measures: Figures, communes: Communes, classes: number, beside: Figures | null, own: Figures | null = null,
): DepartmentRow[] {
  const rows = new Map<string, DepartmentRow & { people: number }>();
  communes.department.forEach((code, i) => {
    let row = rows.get(code);
    if (!row) {
      row = {
        code, name: communes.departments[code] ?? code, stack: new Array<number>(classes).fill(0),
        missing: 0, total: 0, besides: beside ? 0 : null, absent: "no_data", people: 0,
      };
      rows.set(code, row);
    }
    const people = communes.population[i] ?? 0;
    if (found.place[i] === NOT_COLLECTED && row.absent) row.absent = "not_collected";
    if (found.place[i] >= 0) {
      row.absent = null;
      row.stack[found.place[i]] += people;
      row.people += people;
      row.missing += own ? 0 : measures.numerator[i] ?? 0;
      row.total += own ? 0 : measures.denominator[i] ?? 0;
    }
    if (beside && row.besides !== null && !own) row.besides += beside.numerator[i] ?? 0;
  });
  if (own) Object.keys(communes.departments).sort().forEach((code, i) => {
    const row = rows.get(code);
    if (!row) return;
    row.missing = own.numerator[i] ?? 0;
    row.total = own.denominator[i] ?? 0;
    if (beside) row.besides = beside.numerator[i] ?? 0;
  });
  const done = [...rows.values()].map(({ people, ...row }) => ({
    ...row, stack: row.stack.map((count) => (people ? count / people : 0)),
  }));
  return done.sort((a, b) => b.missing / (b.total || 1) - a.missing / (a.total || 1) || b.missing - a.missing);
}
