// Rows of the table of all areas: ranked, sorted and filtered as columns, apart from the page.
import { drawnColumn, statusOf } from "../figures/classes.ts";
import type { Drawn } from "../map/context.ts";
import type { Communes, Status } from "../figures/data.ts";
import { ranked, type Ranks } from "../figures/ranks.ts";
import { plain } from "../page/names.ts";

export interface Rows extends Ranks {
  count: number;
  name: string[];
  /** Code of the department; null for what is in several. */
  department: (string | null)[];
  epci: (string | null)[];
  people: (number | null)[];
  missing: (number | null)[];
  /** The class, below zero where there is none. */
  place: Int8Array;
  status: Status[];
  uncertain: Uint8Array;
}

export type Sort = "rank" | "name" | "department" | "epci" | "people" | "value" | "missing" | "class" | "status";

/** These begin with the smallest, the others with the biggest. */
export const RISING: readonly Sort[] = ["rank", "name", "department", "epci", "status"];

export interface Asked {
  sort: Sort;
  falling: boolean;
  name: string;
  /** Code, or "" for all. */
  department: string;
  /** A class, `no_data`, `not_collected`, `uncertain`, or "" for all. */
  look: string;
}

/** The department of each unit: the one of all its communes. */
function departmentsOf({ units }: Drawn, communes: Communes): (string | null)[] {
  const { of } = units;
  if (!of) return communes.department;
  const found = new Array<string | null | undefined>(units.count);
  of.forEach((unit, commune) => {
    const own = communes.department[commune];
    if (unit >= 0) found[unit] = found[unit] === undefined || found[unit] === own ? own : null;
  });
  return found.map((code) => code ?? null);
}

export function rowsOf(drawn: Drawn, communes: Communes): Rows {
  const { units, measures, found, classes } = drawn;
  return {
    count: units.count, name: units.names, department: departmentsOf(drawn, communes),
    epci: units.of ? new Array<null>(units.count).fill(null) : communes.epci.map((epci) => communes.epcis[epci] ?? null),
    people: units.population, missing: measures.numerator, place: found.place,
    uncertain: units.of ? Uint8Array.from(measures.uncertain ?? [], (n) => (n ? 1 : 0)) : found.uncertain,
    status: Array.from({ length: units.count }, (_, i) => statusOf(measures, i)),
    ...ranked(drawnColumn(measures, classes), found.place),
  };
}

type Cell = number | string | null;

function columnOf(rows: Rows, sort: Sort, departments: Record<string, string>): (i: number) => Cell {
  const text = (found: string | null) => (found ? plain(found) : null);
  switch (sort) {
    case "rank": return (i) => rows.rank[i] || null;
    case "value": return (i) => (rows.rank[i] ? -rows.rank[i] : null);
    case "name": return (i) => text(rows.name[i]);
    case "department": return (i) => text(departments[rows.department[i] ?? ""] ?? null);
    case "epci": return (i) => text(rows.epci[i]);
    case "people": return (i) => rows.people[i];
    case "missing": return (i) => (rows.place[i] < 0 ? null : rows.missing[i]);
    case "class": return (i) => (rows.place[i] < 0 ? null : rows.place[i]);
    case "status": return (i) => rows.status[i];
  }
}

function keeps(rows: Rows, asked: Asked, words: string, i: number): boolean {
  if (asked.department && rows.department[i] !== asked.department) return false;
  if (asked.look === "uncertain" ? !rows.uncertain[i] : asked.look && (rows.place[i] >= 0 ? String(rows.place[i]) : rows.status[i]) !== asked.look) return false;
  return !words || plain(rows.name[i]).includes(words);
}

const compared = (a: Cell, b: Cell): number => (a === b || a === null || b === null ? 0 : a < b ? -1 : 1);

/** Numbers of the rows asked for, in order; what is unknown comes last, both ways. */
export function chosen(rows: Rows, asked: Asked, departments: Record<string, string>): number[] {
  const words = asked.name.trim() ? plain(asked.name) : "", cell = columnOf(rows, asked.sort, departments);
  const there = Array.from({ length: rows.count }, (_, i) => i).filter((i) => keeps(rows, asked, words, i));
  const cells = new Map(there.map((i) => [i, cell(i)])), names = new Map(there.map((i) => [i, plain(rows.name[i])]));
  const way = asked.falling ? -1 : 1;
  return there.sort((a, b) => {
    const one = cells.get(a) ?? null, other = cells.get(b) ?? null;
    if ((one === null) !== (other === null)) return one === null ? 1 : -1;
    return way * compared(one, other) || compared(names.get(a) ?? "", names.get(b) ?? "") || a - b;
  });
}
