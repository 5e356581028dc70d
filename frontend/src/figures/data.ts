// Fetches the columns of the map, each once, and gives them names.
import type { LonLat } from "../outlines/projection.ts";
import { lonToX, latToY } from "../outlines/projection.ts";
import { decode, type Coverage } from "../outlines/topology.ts";

export interface Communes {
  departments: Record<string, string>;
  epci_codes: string[];
  epcis: string[];
  /** Those that go on beyond the region: what is told of them is their part inside. */
  epci_parts?: number[];
  name: string[];
  department: string[];
  epci: number[];
  postcode: string[];
  population: (number | null)[];
  lon: number[];
  lat: number[];
}

export type Status = "measured" | "estimated" | "no_data" | "not_collected" | "border_unknown";

export interface Measures {
  statuses: Status[];
  /** Shares: what is missing of all there is, never below 0. */
  value: (number | null)[];
  numerator: (number | null)[];
  denominator: (number | null)[];
  status: number[];
  /** Minutes by car to the quickest place, null where none can be reached. */
  nearest_min?: (number | null)[];
  /** The band of these minutes, whole. */
  low_min?: (number | null)[];
  high_min?: (number | null)[];
  /** Whether the threshold is kept: 0 surely, 1 perhaps, 2 surely not. */
  band?: number[];
  /** 1 where the commune itself has a place. */
  inside?: number[];
  /** 1 where a place is within reach and no checked one is. */
  unverified?: number[];
  /** Of groups: people whom the threshold leaves open, by the band or by the border. */
  uncertain?: (number | null)[];
  border?: (number | null)[];
  /** Bounds of other classes than the fixed ones, as the newest period has them. */
  breaks?: Record<"natural" | "quantile", number[]>;
  /** Premises: when copper closes (`YYYY-MM-DD`), as a place in `copper_dates`, or -1. */
  copper_dates?: string[];
  copper?: number[];
}

interface StructureColumns {
  categories: string[];
  sources: string[];
  id: string[];
  name: string[];
  category: number[];
  commune: number[];
  lon: number[];
  lat: number[];
  precision: string[];
  source: number[];
  in_region: number[];
  confirmed: number[];
  verified: number[];
}

export interface Structure extends LonLat {
  id: string;
  name: string;
  category: string;
  commune: number;
  precision: string;
  /** Key of the source that describes it. */
  source: string;
  in_region: boolean;
  /** False while the licence of all its sources is to be confirmed. */
  confirmed: boolean;
  /** Checked in time, on the day of the measuring. */
  verified: boolean;
  x: number;
  y: number;
}

/** The version that the page was written for is no longer served. */
export class DataGone extends Error {}

/** A module of another build is no longer served either. */
export function gone(error: unknown): never {
  throw new DataGone(String(error));
}

const RELOADED = "numna-reloaded";

/** Loads the page again, for the new version of the data; once, never in a circle. */
export function reloadOnce(): boolean {
  try {
    if (sessionStorage.getItem(RELOADED)) return false;
    sessionStorage.setItem(RELOADED, "1");
  } catch {
    // A sandboxed frame has no storage: it says so instead.
    return false;
  }
  location.reload();
  return true;
}

export function forgetReload(): void {
  try {
    sessionStorage.removeItem(RELOADED);
  } catch {
    // Nothing was kept.
  }
}

async function fetched(url: string): Promise<Response> {
  const answer = await fetch(url);
  if (answer.status === 404) throw new DataGone(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
}

function structuresOf(columns: StructureColumns): Structure[] {
  return columns.id.map((id, i) => ({
    id, name: columns.name[i], category: columns.categories[columns.category[i]],
    commune: columns.commune[i], lon: columns.lon[i], lat: columns.lat[i],
    precision: columns.precision[i], source: columns.sources[columns.source[i]],
    in_region: columns.in_region[i] === 1,
    confirmed: columns.confirmed[i] === 1, verified: columns.verified[i] === 1,
    x: lonToX(columns.lon[i]), y: latToY(columns.lat[i]),
  }));
}

/** The same document each time, with its shares. */
export function withShares(columns: Omit<Measures, "value"> & Partial<Measures>): Measures {
  const { numerator, denominator } = columns;
  columns.value ??= numerator.map((part, i) => {
    const whole = denominator[i];
    return part === null || !whole ? null : Math.max(0, part / whole);
  });
  return columns as Measures;
}

/** Where the files of a map are; borders have addresses of their own content. */
export interface Addresses {
  data: string;
  /** Borders of the communes. */
  contours: string;
  /** Of the departments around the region, and of the land farther away. */
  neighbours: string;
  land: string;
}

export class MapData {
  readonly #at: Addresses;
  readonly #asked = new Map<string, Promise<unknown>>();

  constructor(at: Addresses) {
    this.#at = at;
  }

  outlines = (): Promise<Coverage> => this.#borders(this.#at.contours);
  neighbours = (): Promise<Coverage> => this.#borders(this.#at.neighbours);
  land = (): Promise<Coverage> => this.#borders(this.#at.land);
  communes = () => this.#once<Communes>("communes.json");
  measures = (file: string): Promise<Measures> =>
    this.#once<Omit<Measures, "value">>(file).then((columns) => withShares(columns));
  structures = (): Promise<Structure[]> =>
    this.#once<StructureColumns>("structures.json").then((columns) => (this.#structures ??= structuresOf(columns)));

  #structures: Structure[] | null = null;

  /** Borders are decoded once, whoever draws them. */
  #borders = (url: string) => this.#kept(url, async (answer) => decode(await answer.arrayBuffer()));

  #once<T>(name: string): Promise<T> {
    return this.#kept(this.#at.data + name, (answer) => answer.json() as Promise<T>);
  }

  #kept<T>(url: string, read: (answer: Response) => Promise<T>): Promise<T> {
    let asked = this.#asked.get(url);
    if (!asked) {
      asked = fetched(url).then(read);
      // A failure is not kept: the next look may come after the network is back.
      asked.catch(() => this.#asked.delete(url));
      this.#asked.set(url, asked);
    }
    return asked as Promise<T>;
  }
}
