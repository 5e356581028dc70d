// How far a structure is said to be: never more exactly than its position is known.
import type { Context } from "./context.ts";
import type { Communes, Structure } from "./data.ts";
import { kilometresBetween, type LonLat } from "./projection.ts";

export interface Near {
  structure: Structure;
  km: number;
}

export function nearest(structures: Structure[], from: LonLat): Near[] {
  return structures
    .map((structure) => ({ structure, km: kilometresBetween(from, structure) }))
    .sort((a, b) => a.km - b.km || a.structure.id.localeCompare(b.structure.id));
}

export type Said = "in_commune" | "about" | "exact";

/** `commune` is where the distance is measured from, -1 outside the region. */
export function exactness(structure: Structure, commune: number): Said {
  if (structure.precision !== "commune" && structure.precision !== "unknown") return "exact";
  return commune >= 0 && structure.commune === commune ? "in_commune" : "about";
}

/** What answers a commune: the nearest structure of the categories, from its seat. */
export function answering(
  { structures }: Pick<Context, "structures">, communes: Communes, commune: number, categories: string[], verified = false,
): Near | null {
  const from = { lon: communes.lon[commune], lat: communes.lat[commune] };
  let best: Near | null = null;
  for (const structure of structures ?? []) {
    if (!categories.includes(structure.category) || (verified && !structure.verified)) continue;
    const km = kilometresBetween(from, structure);
    // Of two at the same distance, the one that is known better.
    if (!best || km < best.km || (km === best.km && exactness(structure, commune) === "exact")) best = { structure, km };
  }
  return best;
}
