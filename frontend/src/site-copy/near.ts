// The finder of a copy without a server: which structures answer, and in what order.
import { kilometresBetween, type LonLat } from "../outlines/projection.ts";

export interface StructuresOfCopy {
  /** Whether the copy has a page for each. */
  linked: boolean;
  id: string[];
  name: string[];
  category: string[];
  categories: string[][];
  family: string[];
  commune: (string | null)[];
  commune_code: (string | null)[];
  needs: (string[] | null)[];
  position_precision: string[];
  source: string[];
  /** False where the licence of all its sources is to be confirmed. */
  redistributable: boolean[];
  verified: boolean[];
  lon: number[];
  lat: number[];
}

export interface AskedOfCopy {
  q: string;
  commune: string;
  at: LonLat | null;
  need: string;
  family: string;
  categories: string[];
}

/** What the address asks; whatever needs the server is left aside. */
export function askedOfCopy(search: string): AskedOfCopy | null {
  const given = new URLSearchParams(search), said = (name: string) => given.get(name)?.trim() ?? "";
  const [lon, lat] = [Number.parseFloat(said("lon")), Number.parseFloat(said("lat"))];
  const at = Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lat) <= 90 ? { lon, lat } : null;
  const asked = {
    q: said("q"), commune: said("commune"), at, need: said("besoin"), family: said("famille"), categories: given.getAll("categorie").filter(Boolean),
  };
  return asked.q || asked.commune || at || asked.need || asked.family || asked.categories.length ? asked : null;
}

/** Told apart from the other host places, and only where it is asked for. */
const APART = "france_services";

type Wanted = Pick<AskedOfCopy, "need" | "family" | "categories">;
/** The family of each category, by its key. */
export type Families = { key: string; family: string }[];

/** Categories that answer; null where any does. */
export function answeringKinds({ family, categories }: Pick<Wanted, "family" | "categories">, known: Families): string[] | null {
  if (categories.length) return categories;
  return family ? known.filter((one) => one.family === family && one.key !== APART).map(({ key }) => key) : null;
}

/** Whether a structure is one of those that are asked for, by any of its categories. */
export function answering(columns: StructuresOfCopy, asked: Wanted, known: Families): (i: number) => boolean {
  const kinds = answeringKinds(asked, known), { need } = asked;
  return (i) => (!need || (columns.needs[i] ?? []).includes(need)) && (!kinds || columns.categories[i].some((one) => kinds.includes(one)));
}

/** Places in the columns and kilometres as the crow flies, the nearest first. */
export function nearOf(columns: StructuresOfCopy, asked: AskedOfCopy, from: LonLat, known: Families): { i: number; km: number }[] {
  return columns.id.map((_, i) => i).filter(answering(columns, asked, known))
    .map((i) => ({ i, km: kilometresBetween(from, { lon: columns.lon[i], lat: columns.lat[i] }) }))
    .sort((a, b) => a.km - b.km || (columns.id[a.i] < columns.id[b.i] ? -1 : 1));
}
