// What is coloured and told: each commune, or each group of communes.
import type { Classed } from "./classes.ts";
import { NO_DATA } from "./classes.ts";
import type { Communes } from "./data.ts";

export type Level = "commune" | "epci" | "departement";

export interface Units {
  level: Level;
  count: number;
  /** The unit of each commune, -1 where it is in none; null where communes are the units. */
  of: Int16Array | null;
  codes: string[];
  /** Empty until names have come; so are the people. */
  names: string[];
  /** People of the region: a group that crosses its edge counts its part. */
  population: (number | null)[];
  /** Groups that cross it. */
  parts: ReadonlySet<number>;
}

const NONE: ReadonlySet<number> = new Set();

const known = (found: (number | null)[], size: number): (number | null)[] => (found.length ? found : new Array<null>(size).fill(null));

function grouped(level: Level, communes: Communes, codes: string[], names: string[], of: Int16Array, parts: ReadonlySet<number>): Units {
  const population = new Array<number | null>(codes.length).fill(null);
  of.forEach((unit, commune) => {
    const people = communes.population[commune];
    if (unit >= 0 && people !== null) population[unit] = (population[unit] ?? 0) + people;
  });
  return { level, count: codes.length, of, codes, names, population, parts };
}

/** `codes` are those of the communes; groups need the communes themselves. */
export function unitsOf(level: Level, codes: string[], communes: Communes | null): Units {
  if (level === "commune" || !communes) {
    return { level: "commune", count: codes.length, of: null, codes, names: communes?.name ?? [], population: known(communes?.population ?? [], codes.length), parts: NONE };
  }
  if (level === "epci") return grouped(level, communes, communes.epci_codes, communes.epcis, Int16Array.from(communes.epci), new Set(communes.epci_parts));
  const departments = Object.keys(communes.departments).sort();
  const of = Int16Array.from(communes.department, (code) => departments.indexOf(code));
  return grouped(level, communes, departments, departments.map((code) => communes.departments[code]), of, NONE);
}

/** The unit that a commune is, or is in; -1 for none. */
export const unitAt = (units: Units, commune: number): number => (units.of && commune >= 0 ? units.of[commune] : commune);

/** Its communes. */
export function membersOf(units: Units, unit: number): number[] {
  if (!units.of) return [unit];
  const found: number[] = [];
  units.of.forEach((own, commune) => {
    if (own === unit) found.push(commune);
  });
  return found;
}

/** A commune that stands for a unit: the state names what is open by a commune. */
export const communeOf = (units: Units, unit: number): number => (units.of ? units.of.indexOf(unit) : unit);

/** Classes of units as classes of communes, for the painter. */
export function byCommune(found: Classed, { of }: Units): Classed {
  if (!of) return found;
  const spread = (column: Uint8Array) => Uint8Array.from(of, (unit) => (unit < 0 ? 0 : column[unit]));
  return {
    place: Int8Array.from(of, (unit) => (unit < 0 ? NO_DATA : found.place[unit])),
    doubtful: spread(found.doubtful), uncertain: spread(found.uncertain), unverified: spread(found.unverified),
  };
}

/** What `AreaMap.setClasses` calls the lowest border that is drawn. */
export const rankOf = (level: Level): number => (level === "commune" ? 0 : level === "epci" ? 1 : 2);
