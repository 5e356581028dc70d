// What the map page gets once the picture stands: one line a part, in the order of the page.
import type { Context } from "../map/context.ts";
import { exporting } from "../poster/export.ts";
import { compareMaps } from "./compare-maps.ts";
import { layers } from "../map/layers.ts";
import { levels } from "./levels.ts";
import { panPad } from "../map/pan.ts";
import { scenarioPanel } from "../scenario/panel.ts";
import { shareMap } from "./share-map.ts";
import { dataTable } from "./table.ts";

/** Mounts itself on elements of the page, and hears what changes. */
export type Part = (context: Context) => void;

export const PARTS: Part[] = [
  ({ map, voice }) => panPad(map, voice, "topleft"),
  levels,
  layers,
  shareMap,
  exporting,
  dataTable,
  scenarioPanel,
  compareMaps,
];
