// Clusters of structures: how many there are, and of which categories.
import "../leaflet/cluster-plugin.ts";
import type * as Leaflet from "leaflet";
import * as L from "leaflet";
import { clusterBadge, clusterSize, type Slice } from "../drawing/marks.ts";

const AROUND = 0.2;

export interface StructureMarker extends L.Marker {
  colour?: string;
}

function clusterIcon(cluster: L.MarkerCluster): L.DivIcon {
  const counts = new Map<string, number>();
  for (const marker of cluster.getAllChildMarkers() as StructureMarker[]) {
    const colour = marker.colour ?? "#44546a";
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const slices: Slice[] = [...counts].map(([colour, count]) => ({ colour, count })).sort((a, b) => b.count - a.count);
  const size = clusterSize(cluster.getChildCount());
  return L.divIcon({ className: "cluster-box", html: clusterBadge(slices), iconSize: [size, size] });
}

export function clusterGroup(options: L.MarkerClusterGroupOptions): L.MarkerClusterGroup {
  // The plugin adds to the global, not to the module.
  const plugin = (window as unknown as { L: typeof Leaflet }).L;
  // The lists say the same: hundreds of pins stay out of the tab order.
  plugin.MarkerCluster.mergeOptions({ keyboard: false });
  // To animate hundreds of pins, the plugin lays the whole page out anew at each zoom.
  const group = plugin.markerClusterGroup({ ...options, animate: false, iconCreateFunction: clusterIcon });
  // Pins as far around as the map is painted: the plugin makes nine screens of them.
  group._getExpandedVisibleBounds = () => (group as unknown as { _map: L.Map })._map.getBounds().pad(AROUND);
  return group;
}
