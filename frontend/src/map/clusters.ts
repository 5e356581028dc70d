// The layer of clusters that Folium asks for; the plugin comes when places are to be found.
import type { MarkerClusterGroup, MarkerClusterGroupOptions } from "leaflet";
import { gone } from "../figures/data.ts";

export class Clusters {
  /** Null until it was first asked for. */
  group: MarkerClusterGroup | null = null;
  readonly #options: MarkerClusterGroupOptions;

  constructor(options: MarkerClusterGroupOptions) {
    this.#options = options;
  }

  async load(): Promise<MarkerClusterGroup> {
    const { clusterGroup } = await import("./cluster-group.ts").catch(gone);
    this.group ??= clusterGroup(this.#options);
    return this.group;
  }
}
