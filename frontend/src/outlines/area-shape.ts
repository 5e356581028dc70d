// Where areas are, in degrees.
import * as L from "leaflet";
import { ringPoints } from "./loops.ts";
import { xToLon, yToLat } from "./projection.ts";
import type { Coverage } from "./topology.ts";

export function outlineOf(coverage: Coverage, area: number): L.LatLngTuple[][] {
  return (coverage.rings[area] ?? []).map((sides) => {
    const points: L.LatLngTuple[] = [], ring = ringPoints(coverage, sides);
    for (let i = 0; i < ring.length; i += 2) points.push([yToLat(ring[i + 1]), xToLon(ring[i])]);
    return points;
  });
}

export function boundsAround({ boxes }: Coverage, areas: number[]): L.LatLngBounds {
  const bounds = L.latLngBounds([]);
  for (const area of areas) {
    const box = boxes[area];
    if (box) bounds.extend([yToLat(box[3]), xToLon(box[0])]).extend([yToLat(box[1]), xToLon(box[2])]);
  }
  return bounds;
}
