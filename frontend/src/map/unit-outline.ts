// The edge of what is coloured: of a commune, or of a group without the borders inside.
import * as L from "leaflet";
import type { AreaMap } from "../drawing/area-map.ts";
import { xToLon, yToLat } from "../outlines/projection.ts";
import type { Coverage } from "../outlines/topology.ts";
import { unitAt, type Units } from "../figures/units.ts";

function edge({ arcs, points }: Coverage, units: Units, unit: number): L.LatLngTuple[][] {
  const mine = (area: number) => area >= 0 && unitAt(units, area) === unit;
  return arcs.filter(({ left, right }) => mine(left) !== mine(right)).map(({ start, end }) => {
    const line: L.LatLngTuple[] = [];
    for (let i = start; i < end; i++) line.push([yToLat(points[2 * i + 1]), xToLon(points[2 * i])]);
    return line;
  });
}

export function unitOutline(areas: AreaMap, units: Units, unit: number, options: L.PolylineOptions): L.Path {
  const line = { interactive: false, fill: false, ...options };
  return units.of && areas.coverage ? L.polyline(edge(areas.coverage, units, unit), line) : L.polygon(areas.outline(unit), line);
}
