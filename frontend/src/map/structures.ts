// Structures as markers, clustered.
import * as L from "leaflet";
import { pageAddress } from "../page/addresses.ts";
import type { StructureMarker } from "./cluster-group.ts";
import { categoryLook, type Context } from "./context.ts";
import type { Structure } from "../figures/data.ts";
import { h } from "../page/dom.ts";
import { mark } from "../drawing/category-mark.ts";
import { markIcon } from "../drawing/marks.ts";

/** Everywhere, and no answer to objective 12: shown when asked for. */
const APART = "france_services";

function card(context: Context, structure: Structure): HTMLElement {
  const { voice: { t }, communes, config } = context;
  const look = categoryLook(context, structure.category);
  const where = communes && structure.commune >= 0
    ? `${communes.postcode[structure.commune]} ${communes.name[structure.commune]}` : t("beyond_border");
  const page = pageAddress(config.structure_page + encodeURIComponent(structure.id), config.lang);
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
  const { map, clusters } = context, made = new Map<string, StructureMarker>();

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

  /** All that are asked, in clusters; the newest wish wins. */
  async function gather(): Promise<void> {
    const group = await clusters.load();
    if (context.state.mode !== "find") return;
    group.clearLayers();
    group.addLayers(shown().map(markerOf));
    group.addTo(map);
    map.fire("clustered");
  }

  function refresh(): void {
    if (context.state.mode === "find") gather().catch(context.failed);
    else clusters.group?.remove();
  }

  function focus(structure: Structure): void {
    const marker = markerOf(structure);
    clusters.load().then((group) => {
      if (group.hasLayer(marker)) group.zoomToShowLayer(marker, () => marker.openPopup());
      else map.setView([structure.lat, structure.lon], 13);
    }).catch(context.failed);
  }

  return { refresh, focus, shown };
}

/** Rectangles that visible markers and clusters cover, in layer pixels. */
export function covered({ state, map, clusters: { group } }: Context): [number, number, number, number][] {
  if (state.mode !== "find" || !group || !map.hasLayer(group)) return [];
  const boxes: [number, number, number, number][] = [];
  group._featureGroup.eachLayer((layer) => {
    if (!(layer instanceof L.Marker)) return;
    const at = map.latLngToLayerPoint(layer.getLatLng());
    const [width] = (layer.options.icon?.options.iconSize ?? [34]) as [number], half = width / 2 - 1;
    boxes.push([at.x - half, at.y - half, at.x + half, at.y + half]);
  });
  return boxes;
}
