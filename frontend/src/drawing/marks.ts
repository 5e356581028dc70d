// How structures look on the map: family by shape, category by letter and colour.
import * as L from "leaflet";
import type { CategoryLook } from "../figures/config.ts";
import { h, svg } from "../page/dom.ts";
import { mark } from "./category-mark.ts";

export const markIcon = (look: CategoryLook | undefined): L.DivIcon =>
  L.divIcon({ className: "mark-box", html: mark(look), iconSize: [28, 28], iconAnchor: [14, 14] });

export const placeIcon = (): L.DivIcon =>
  L.divIcon({ className: "place-pin", html: svg("svg", { viewBox: "0 0 24 30", "aria-hidden": "true" },
    svg("path", { d: "M12 29C12 29 2 18 2 11a10 10 0 1 1 20 0c0 7-10 18-10 18Z" }),
    svg("circle", { cx: 12, cy: 11, r: 3.6 })) as unknown as HTMLElement, iconSize: [28, 35], iconAnchor: [14, 34] });

export interface Slice {
  colour: string;
  count: number;
}

/** Slices as stroke offsets of a circle of circumference 100. */
export function ring(slices: Slice[]): { colour: string; length: number; offset: number }[] {
  const total = slices.reduce((sum, slice) => sum + slice.count, 0) || 1;
  let done = 0;
  return slices.map((slice) => {
    const length = (slice.count / total) * 100, offset = 25 - done;
    done += length;
    return { colour: slice.colour, length, offset };
  });
}

/** A cluster says how many, and its ring of which categories. */
export function clusterBadge(slices: Slice[]): HTMLElement {
  const count = slices.reduce((sum, slice) => sum + slice.count, 0);
  const circles = ring(slices).map(({ colour, length, offset }) =>
    svg("circle", {
      cx: 21, cy: 21, r: 15.9155, fill: "none", stroke: colour, "stroke-width": 6,
      "stroke-dasharray": `${length.toFixed(2)} ${(100 - length).toFixed(2)}`, "stroke-dashoffset": offset.toFixed(2),
    }));
  const disc = svg("circle", { cx: 21, cy: 21, r: 20.4, fill: "#fff" });
  return h("span", { class: "cluster" }, svg("svg", { viewBox: "0 0 42 42", "aria-hidden": "true" }, disc, ...circles),
    h("b", {}, String(count)));
}

export const clusterSize = (count: number): number => (count < 10 ? 34 : count < 50 ? 40 : count < 200 ? 46 : 54);
