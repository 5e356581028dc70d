// Turns the still picture beside the finder's list into a map that moves.
import * as L from "leaflet";
import type { AreaMap } from "./area-map.ts";
import { panes } from "./base.ts";
import type { CategoryLook } from "./config.ts";
import { calm } from "./context.ts";
import { MapData } from "./data.ts";
import { must } from "./dom.ts";
import { TownLabels } from "./labels.ts";
import { mark, placeIcon } from "./marks.ts";
import { spread } from "./spread.ts";

const MARK = 28;

interface FinderConfig {
  data: string;
  attribution: string[];
  land: string;
  bounds: [[number, number], [number, number]];
  zoom_in: string;
  zoom_out: string;
  label: string;
  place: { lon: number; lat: number; label: string } | null;
  results: { rank: number; name: string; lon: number; lat: number; category: string }[];
  categories: CategoryLook[];
}

function numbered(look: CategoryLook | undefined, rank: number): L.DivIcon {
  const box = mark(look);
  (box.firstChild as HTMLElement).textContent = String(rank);
  return L.divIcon({ className: "mark-box", html: box, iconSize: [28, 28], iconAnchor: [14, 14] });
}

function around(map: L.Map, point: L.LatLng): [number, number, number, number] {
  const { x, y } = map.latLngToLayerPoint(point);
  return [x - 16, y - 16, x + 16, y + 16];
}

function results(map: L.Map, config: FinderConfig): void {
  const markers = config.results.map(({ rank, name, lon, lat, category }) => {
    const look = config.categories.find((one) => one.key === category);
    return L.marker([lat, lon], { icon: numbered(look, rank), keyboard: false, title: name, zIndexOffset: -rank })
      .on("click", () => document.getElementById(`result-${rank}`)?.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" }))
      .addTo(map);
  });
  const apart = () => {
    const points = config.results.map(({ lon, lat }) => map.latLngToLayerPoint([lat, lon]));
    spread(points, MARK).forEach(({ x, y }, i) => markers[i].setLatLng(map.layerPointToLatLng(L.point(x, y))));
  };
  apart();
  map.on("zoomend", apart);
  // Under the marks, which may stand on the very place: its head shows above them.
  const { place } = config;
  if (place) L.marker([place.lat, place.lon], { icon: placeIcon(), keyboard: false, interactive: false, zIndexOffset: -1000 }).addTo(map);
}

/** Called by the script that Folium writes for the finder. */
export async function mountFinder({ map, areas }: { map: L.Map; areas: AreaMap }): Promise<void> {
  const config = JSON.parse(must("#map-config").textContent ?? "") as FinderConfig, data = new MapData(config.data);
  const box = map.getContainer();
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", config.label);
  map.getPane("markerPane")?.setAttribute("aria-hidden", "true");
  map.attributionControl.setPrefix(false);
  for (const line of config.attribution) {
    const text = document.createElement("span");
    text.textContent = line;
    map.attributionControl.addAttribution(text.innerHTML);
  }
  L.control.zoom({ position: "topright", zoomInTitle: config.zoom_in, zoomOutTitle: config.zoom_out }).addTo(map);
  panes(map);
  map.scrollWheelZoom.disable();
  const points = [...config.results, ...(config.place ? [config.place] : [])].map(({ lat, lon }) => L.latLng(lat, lon));
  map.fitBounds(points.length ? L.latLngBounds(points) : config.bounds, { padding: [34, 34], maxZoom: 12, animate: false });
  areas.setOutlines(await data.outlines());
  areas.addTo(map);
  results(map, config);
  document.querySelector(".finder-map")?.classList.add("is-live");
  void Promise.all([data.land(config.land), data.neighbours()]).then((lands) => areas.setLands(...lands));
  new TownLabels(await data.communes(), () => points.map((point) => around(map, point))).addTo(map);
}
