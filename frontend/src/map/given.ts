// What Folium's script gives to parts that are loaded later.
import type * as L from "leaflet";
import type { AreaMap } from "../drawing/area-map.ts";

export interface Beside {
  /** Makes the second map, in a box that must be seen by then. */
  map: () => L.Map;
  areas: AreaMap;
}

export interface DifferenceLooks {
  /** Side of a pattern, in pixels. */
  tile: number;
  /** A colour, and the white lines over it as an SVG path. */
  looks: Record<"newly" | "lost", { colour: string; ink: string }>;
}

export const given: { beside: Beside | null; difference: DifferenceLooks | null } = { beside: null, difference: null };

export function beside(found: Beside): void {
  given.beside = found;
}

export function difference(found: DifferenceLooks): void {
  given.difference = found;
}
