// Structures as markers, clustered; and as dots under the choropleth.
import * as L from "leaflet";
import { categoryLook, type Context } from "./context.ts";
import type { Structure } from "./data.ts";
import { h } from "./dom.ts";
import { clusterBadge, clusterSize, mark, markIcon, type Slice } from "./marks.ts";

/** Everywhere, and no answer to objective 12: shown when asked for. */
const APART = "france_services";

interface StructureMarker extends L.Marker {
  colour?: string;
}

/** Called by the cluster plugin for every cluster it draws; Folium's script names it. */
export function clusterIcon(cluster: L.MarkerCluster): L.DivIcon {
  const counts = new Map<string, number>();
  for (const marker of cluster.getAllChildMarkers() as StructureMarker[]) {
    const colour = marker.colour ?? "#44546a";
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const slices: Slice[] = [...counts].map(([colour, count]) => ({ colour, count })).sort((a, b) => b.count - a.count);
  const size = clusterSize(cluster.getChildCount());
  return L.divIcon({ className: "cluster-box", html: clusterBadge(slices), iconSize: [size, size] });
}

function card(context: Context, structure: Structure): HTMLElement {
  const { voice: { t }, communes, config } = context;
  const look = categoryLook(context, structure.category);
  const where = communes && structure.commune >= 0
    ? `${communes.postcode[structure.commune]} ${communes.name[structure.commune]}` : t("beyond_border");
  const page = config.structure_page + encodeURIComponent(structure.id);
  return h("div", { class: "card" },
    h("p", { class: "card-kind" }, mark(look), look?.label ?? ""),
    h("h3", {}, structure.name), h("p", {}, where),
    structure.precision === "commune" && h("p", { class: "note" }, t("position_commune")),
    h("p", { class: "note" }, t(structure.verified ? "verified" : "unverified")),
    h("p", { class: "note" }, config.sources[structure.source] ?? "", !structure.confirmed && ` · ${t("licence_unconfirmed")}`),
    h("p", {}, h("a", { href: page }, t("see_structure"))));
}

export interface Markers {
  refresh(): void;
  focus(structure: Structure): void;
  shown(): Structure[];
}

export function structureMarkers(context: Context): Markers {
  const { map, cluster, areas } = context, made = new Map<string, StructureMarker>();

  function markerOf(structure: Structure): StructureMarker {
    let marker = made.get(structure.id);
    if (!marker) {
      const look = categoryLook(context, structure.category);
      // Out of the tab order: the list beside the map is the same, and can be read.
      marker = L.marker([structure.lat, structure.lon], { icon: markIcon(look), keyboard: false, title: structure.name });
      marker.colour = look?.colour;
      marker.bindPopup(() => card(context, structure), { minWidth: 220, maxWidth: 290, className: "card-popup" });
      made.set(structure.id, marker);
    }
    return marker;
  }

  function shown(): Structure[] {
    const { filter } = context.state;
    return (context.structures ?? []).filter((s) => (filter.length ? filter.includes(s.category) : s.category !== APART));
  }

  /** Dots of the family that the question asks for; none for premises. */
  function dots() {
    const { mode, question, category } = context.state;
    if (mode !== "gaps" || !question.family) return [];
    const wanted = category ? [category] : question.categories;
    return (context.structures ?? [])
      .filter((s) => wanted.includes(s.category) && (!question.verified || s.verified))
      .map(({ x, y, category }) => {
        const look = categoryLook(context, category);
        return { x, y, colour: look?.colour ?? "#12303a", family: look?.family ?? "other", letter: look?.letter ?? "?" };
      });
  }

  function refresh(): void {
    areas.setMarks(dots());
    cluster.clearLayers();
    if (context.state.mode !== "find") {
      cluster.remove();
      return;
    }
    cluster.addLayers(shown().map(markerOf));
    cluster.addTo(map);
  }

  function focus(structure: Structure): void {
    const marker = markerOf(structure);
    if (cluster.hasLayer(marker)) cluster.zoomToShowLayer(marker, () => marker.openPopup());
    else map.setView([structure.lat, structure.lon], 13);
  }

  return { refresh, focus, shown };
}

/** Rectangles that visible markers and clusters cover, in layer pixels. */
export function covered(context: Context): [number, number, number, number][] {
  if (context.state.mode !== "find" || !context.map.hasLayer(context.cluster)) return [];
  const boxes: [number, number, number, number][] = [];
  context.cluster._featureGroup.eachLayer((layer) => {
    if (!(layer instanceof L.Marker)) return;
    const at = context.map.latLngToLayerPoint(layer.getLatLng());
    const [width] = (layer.options.icon?.options.iconSize ?? [34]) as [number], half = width / 2 - 1;
    boxes.push([at.x - half, at.y - half, at.x + half, at.y + half]);
  });
  return boxes;
}
