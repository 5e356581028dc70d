// What Folium's script may call for the planner's map, under the global name `numna`.
import type { MarkerClusterGroupOptions, TileLayerOptions } from "leaflet";
import { mount } from "./app.ts";
import { areas } from "./area-map.ts";
import { Clusters } from "./clusters.ts";
import { beside, difference } from "./given.ts";
import { expose } from "./leaflet-map.ts";

expose({
  areas, beside, difference, mount,
  clusters: (options: MarkerClusterGroupOptions) => new Clusters(options),
  // Nobody sees them before they are asked for: made then.
  tiles: (url: string, options: TileLayerOptions) => ({ url, options }),
});
