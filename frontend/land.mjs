// Land beyond the departments around the region, so that what is not sea does not look
// like sea. Natural Earth 1:10m (public domain).
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import clipping from "polygon-clipping";
import { feature } from "topojson-client";

const STEP = 0.002;
const VIEW = [[[-11, 40.5], [9, 40.5], [9, 51], [-11, 51], [-11, 40.5]]];
// The Atlantic coast between Hendaye and the Loire, and 20 km inland: our own outlines
// draw it finer, and two coasts side by side would show as a fringe.
const DRAWN_BY_US = [[
  [-11, 43.39], [-1.2, 43.39], [-0.9, 44.6], [-0.7, 45.6], [-0.8, 46.3], [-1.3, 46.9],
  [-1.6, 47.4], [-2.45, 47.47], [-11, 47.3], [-11, 43.39],
]];

/** The land as TopoJSON, one arc a ring; the server packs it for the map. */
export async function land() {
  const file = createRequire(import.meta.url).resolve("world-atlas/land-10m.json");
  const atlas = JSON.parse(await readFile(file, "utf8"));
  const shapes = feature(atlas, atlas.objects.land).features.flatMap(({ geometry }) =>
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates);
  const near = shapes.filter(([ring]) =>
    ring.some(([lon, lat]) => lon > -11 && lon < 9 && lat > 40.5 && lat < 51));
  const kept = clipping.difference(clipping.intersection(near, [VIEW]), [DRAWN_BY_US]);
  return quantised(kept.flat().map(snapped).filter((ring) => ring.length > 8));
}

function snapped(ring) {
  const points = ring.map(([lon, lat]) => [Math.round((lon + 11) / STEP), Math.round((lat - 40.5) / STEP)]);
  return points.filter(([x, y], i) => i === 0 || x !== points[i - 1][0] || y !== points[i - 1][1]);
}

function quantised(rings) {
  const steps = (ring) => ring.map(([x, y], i) => (i ? [x - ring[i - 1][0], y - ring[i - 1][1]] : [x, y]));
  return {
    type: "Topology",
    transform: { scale: [STEP, STEP], translate: [-11, 40.5] },
    objects: {
      land: {
        type: "GeometryCollection",
        geometries: rings.map((_, i) => ({ type: "Polygon", id: String(i).padStart(3, "0"), arcs: [[i]] })),
      },
    },
    arcs: rings.map(steps),
  };
}
