// What Folium's script may call, under the global name `numna`.
import { AreaMap } from "./area-map.ts";

export { mount } from "./app.ts";
export { mountFinder } from "./finder.ts";
export { clusterIcon } from "./clusters.ts";

/** The layer of `TopoChoropleth`: empty until `mount` gives it outlines and values. */
export const areas = (options: { pane: string }): AreaMap => new AreaMap(options);
