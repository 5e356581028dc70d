// How far a structure is said to be: never more exactly than its position is known.
import type { Structure } from "../figures/data.ts";
import { kilometresBetween, type LonLat } from "../outlines/projection.ts";

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
