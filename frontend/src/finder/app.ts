// The finder's page: its field, its buttons, and a map that moves instead of the picture.
import * as L from "leaflet";
import { copyBase } from "../page/addresses.ts";
import type { AreaMap } from "../drawing/area-map.ts";
import { panes } from "../map/base.ts";
import { isSmall } from "../map/context.ts";
import { MapData } from "../figures/data.ts";
import { must } from "../page/dom.ts";
import type { FinderConfig } from "./config.ts";
import { resultMarks } from "./marks.ts";
import { placeField } from "./place.ts";
import { isOnMap, sharing, views } from "./tools.ts";
import { searchHere, zones } from "./zone.ts";
import { TownLabels } from "../map/labels.ts";
import { panPad } from "../map/pan.ts";
import type { LonLat } from "../outlines/projection.ts";
import { voice } from "../page/words.ts";

const ROOM = 16, CLOSEST = 13.5;

interface Parts {
  map: L.Map;
  areas: AreaMap;
}

function around(map: L.Map, point: L.LatLng): [number, number, number, number] {
  const { x, y } = map.latLngToLayerPoint(point);
  return [x - ROOM, y - ROOM, x + ROOM, y + ROOM];
}

function furnish(map: L.Map, config: FinderConfig): void {
  const box = map.getContainer(), { words } = config;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", words.label);
  map.attributionControl.setPrefix(false);
  for (const line of config.attribution) {
    const text = document.createElement("span");
    text.textContent = line;
    map.attributionControl.addAttribution(text.innerHTML);
  }
  L.control.zoom({ position: "topright", zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  panes(map);
  // The wheel scrolls the page until somebody takes the map in hand.
  map.scrollWheelZoom.disable();
  map.once("mousedown", () => map.scrollWheelZoom.enable());
}

/** Borders, land and names; the marks need none of them. */
async function draw({ map, areas }: Parts, config: FinderConfig, points: L.LatLng[]): Promise<void> {
  const data = new MapData(config);
  areas.setOutlines(await data.outlines());
  areas.addTo(map);
  must(".finder-map").classList.add("is-live");
  void Promise.all([data.land(), data.neighbours()]).then((lands) => areas.setLands(...lands));
  const communes = await data.communes();
  areas.setEpcis(communes.epci);
  new TownLabels(communes, () => points.map((point) => around(map, point))).addTo(map);
}

/** In a copy without a server, the page answers first: site-copy.ts. */
async function answered(): Promise<void> {
  if (document.documentElement.dataset.answer !== "wait") return;
  await new Promise((resolve) => { document.addEventListener("numna:answered", resolve, { once: true }); });
}

/** Called by the script that Folium writes for the finder. */
export async function mountFinder(parts: Parts): Promise<void> {
  await answered();
  const { map } = parts, config = JSON.parse(must("#map-config").textContent ?? "") as FinderConfig;
  const said = voice(config.words, config.lang), live = must("#live");
  const say = (text: string) => { live.textContent = text; };
  const at = ({ lat, lon }: LonLat) => L.latLng(lat, lon), here = config.place ? [config.place] : [];
  const points = [...config.results, ...here].map(at);
  // What stands apart has its marks, and does not stretch the map.
  const near = [...config.results.filter(({ apart }) => !apart), ...here].map(at);
  let isOurs = false;

  /** Moves of ours ask nothing; those of the reader offer a search. */
  function ours(move: () => void): void {
    isOurs = true;
    move();
    isOurs = false;
  }
  const fit = () => ours(() => {
    map.invalidateSize({ animate: false });
    // Above: the buttons, and the pin of the place, which stands on its tip.
    const room = isSmall() ? { paddingTopLeft: [36, 104], paddingBottomRight: [36, 130] } : { paddingTopLeft: [56, 108], paddingBottomRight: [64, 56] };
    map.fitBounds(near.length ? L.latLngBounds(near) : config.bounds, { ...(room as L.FitBoundsOptions), maxZoom: CLOSEST, animate: false });
  });

  let fitted = !isSmall();
  const view = views(said, say, () => {
    if (fitted) ours(() => map.invalidateSize({ animate: false }));
    else fit();
    fitted = true;
  });
  placeField(said);
  sharing(said, say);
  furnish(map, config);
  panPad(map, said, "topright");
  must(".finder").classList.add("has-script");
  fit();
  if (isOnMap()) view.showMap();
  if (config.place && copyBase() !== undefined) resultMarks(map, config, said, view.showList);
  else if (config.place) {
    const offer = searchHere(map, said, say);
    zones(map, config, said, view.showMap, ours);
    resultMarks(map, config, said, view.showList);
    map.on("moveend", () => { if (!isOurs) offer(); });
    window.addEventListener("resize", () => { isOurs = true; window.setTimeout(() => { isOurs = false; }, 400); });
  }
  try {
    await draw(parts, config, points);
  } catch {
    say(said.t("data_failed"));
  }
}
