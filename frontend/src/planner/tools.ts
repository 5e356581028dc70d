// Buttons on the map: whole region, my position, optional base map.
import * as L from "leaflet";
import { home } from "../map/base.ts";
import type { Context } from "../map/context.ts";

const FAILURES = 4;

/** What Folium's script says of the base map. */
export interface BaseTiles {
  url: string;
  options: L.TileLayerOptions;
}

/** Tiles of `BASEMAP_URL`, off until asked; given up when none of them comes. */
function baseMap(context: Context, { url, options }: BaseTiles): void {
  const box = document.querySelector<HTMLInputElement>("#base-map"), tiles = L.tileLayer(url, options);
  if (!box) return;
  let came = 0, failed = 0;
  const show = (on: boolean) => {
    box.checked = on;
    if (on) tiles.addTo(context.map);
    else tiles.remove();
    context.areas.showLand(!on);
    context.map.getContainer().classList.toggle("has-tiles", on);
  };
  tiles.on("tileload", () => { came += 1; }).on("tileerror", () => {
    failed += 1;
    if (came || failed < FAILURES) return;
    show(false);
    context.say(context.voice.t("base_map_failed"));
  });
  box.addEventListener("change", () => {
    came = failed = 0;
    show(box.checked);
  });
}

export function tools(context: Context, tiles: BaseTiles | null): void {
  const { map, config, voice } = context;
  document.querySelector("#whole-region")?.addEventListener("click", () => home(map, config));
  document.querySelector("#locate")?.addEventListener("click", () => {
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => {
        const place = { lon: coords.longitude, lat: coords.latitude, label: voice.t("your_position") };
        context.set({ mode: "find", place });
        map.setView([place.lat, place.lon], 11);
      },
      () => context.say(voice.t("no_position")));
  });
  if (tiles) baseMap(context, tiles);
}
