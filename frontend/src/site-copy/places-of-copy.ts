// Communes of a copy without a server: what its search box proposes instead of the geocoder.
import { fileAddress } from "../page/addresses.ts";
import { plain } from "../page/names.ts";
import { kilometresBetween, type LonLat } from "../outlines/projection.ts";

export interface PlaceColumns {
  code: string[];
  name: string[];
  postcode: (string | null)[];
  department: string[];
  /** Place of the EPCI in the two below. */
  epci: number[];
  epci_codes: string[];
  epcis: string[];
  departments: Record<string, string>;
  population: (number | null)[];
  lon: number[];
  lat: number[];
}

export interface PlaceFound {
  kind: string;
  label: string;
  detail: string;
  lon: number;
  lat: number;
  code: string;
}

/** What a group of communes is called; undefined where the region has none of this code. */
export function groupName([level, code]: [string, string], groups: Pick<PlaceColumns, "departments" | "epcis" | "epci_codes">): string | undefined {
  if (level === "departement") return groups.departments[code];
  return level === "epci" ? groups.epcis[groups.epci_codes.indexOf(code)] : undefined;
}

const MOST = 8;
let asked: Promise<PlaceColumns> | null = null;

/** Those whose name or postcode begins so, then those with a word that does, the biggest first. */
export function placesLike(columns: PlaceColumns, query: string, most = MOST): PlaceFound[] {
  const wanted = plain(query);
  if (!wanted) return [];
  const found: [number, number][] = [];
  columns.name.forEach((name, i) => {
    const own = plain(name);
    const rank = own === wanted ? 0 : columns.postcode[i]?.startsWith(wanted) || own.startsWith(wanted) ? 1 : ` ${own}`.includes(` ${wanted}`) ? 2 : 3;
    if (rank < 3) found.push([rank, i]);
  });
  found.sort(([a, i], [b, j]) => a - b || (columns.population[j] ?? 0) - (columns.population[i] ?? 0) || i - j);
  return found.slice(0, most).map(([, i]) => placeAt(columns, i));
}

export function placeAt(columns: PlaceColumns, i: number): PlaceFound {
  const { name, code, lon, lat, department, postcode } = columns;
  return { kind: "commune", label: name[i], detail: postcode[i] ?? department[i], lon: lon[i], lat: lat[i], code: code[i] };
}

/** Farther than that from every commune, nothing near is known. */
const FAR_KM = 100;

/** The commune whose centre is the nearest to a point; none far from them all. */
export function nearestPlace(columns: PlaceColumns, at: LonLat): PlaceFound | null {
  let best = -1, least = FAR_KM;
  columns.lon.forEach((lon, i) => {
    const away = kilometresBetween(at, { lon, lat: columns.lat[i] });
    if (away < least) [best, least] = [i, away];
  });
  return best < 0 ? null : placeAt(columns, best);
}

export function placesOfCopy(): Promise<PlaceColumns> {
  asked ??= fetch(fileAddress("/copie/communes.json")).then((answer) => {
    if (!answer.ok) throw new Error(`copie/communes.json: ${answer.status}`);
    return answer.json() as Promise<PlaceColumns>;
  });
  asked.catch(() => { asked = null; });
  return asked;
}
