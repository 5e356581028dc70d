// What Folium's script may call for the planner's map, under the global name `numna`.
import type { MarkerClusterGroupOptions, TileLayerOptions } from "leaflet";
import { mount } from "./planner/app.ts";
import { areas } from "./drawing/area-map.ts";
import { Clusters } from "./map/clusters.ts";
import { beside, difference } from "./map/given.ts";
import { expose } from "./leaflet/map.ts";

expose({
  areas, beside, difference, mount,
  clusters: (options: MarkerClusterGroupOptions) => new Clusters(options),
  // Nobody sees them before they are asked for: made then.
  tiles: (url: string, options: TileLayerOptions) => ({ url, options }),
});
