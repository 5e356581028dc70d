// What is reached within some minutes, drawn on request; and a search where the map is.
import * as L from "leaflet";
import { all, must } from "../page/dom.ts";
import type { FinderConfig } from "./config.ts";
import type { LonLat } from "../outlines/projection.ts";
import type { Voice } from "../page/words.ts";

const PATIENCE_MS = 15_000, DECIMALS = 3;

type Zone = GeoJSON.FeatureCollection & { query: { travel: { is_estimate: boolean } } };

/** The address of a zone, as the API takes it. */
export function zoneAddress({ lon, lat }: LonLat, minutes: number, profile: string): string {
  const asked = { lon: lon.toFixed(5), lat: lat.toFixed(5), minutes: String(minutes), profile };
  return `/api/v1/isochrone?${new URLSearchParams(asked)}&band=covered&band=possible`;
}

/** The same question from the middle of the map: whatever place was asked is gone. */
export function searchAddress(address: string, centre: { lng: number; lat: number }): string {
  const url = new URL(address);
  for (const name of ["q", "commune", "lieu"]) url.searchParams.delete(name);
  url.searchParams.set("lon", centre.lng.toFixed(DECIMALS));
  url.searchParams.set("lat", centre.lat.toFixed(DECIMALS));
  url.hash = "";
  return url.href;
}

/** `show` makes the map visible and returns once it is; `ours` moves it without a question. */
export function zones(
  map: L.Map, config: FinderConfig, voice: Voice, show: () => void, ours: (move: () => void) => void,
): void {
  const said = must("#zone-said"), way = voice.t(`way_${config.profile}`);
  let drawn: L.GeoJSON | null = null, pressed: HTMLElement | null = null, last = 0;

  function forget(): void {
    drawn?.remove();
    drawn = null;
    pressed?.setAttribute("aria-pressed", "false");
    pressed = null;
    said.textContent = "";
  }

  async function draw(from: LonLat, name: string, button: HTMLElement): Promise<void> {
    const again = pressed === button, asked = ++last;
    forget();
    if (again) return;
    pressed = button;
    button.setAttribute("aria-pressed", "true");
    show();
    said.textContent = voice.t("zone_loading");
    try {
      const answer = await fetch(zoneAddress(from, config.minutes, config.profile), { signal: AbortSignal.timeout(PATIENCE_MS) });
      if (!answer.ok) throw new Error(String(answer.status));
      const zone = (await answer.json()) as Zone;
      if (asked !== last) return;
      drawn = L.geoJSON(zone, { interactive: false, style: (area) => ({ className: `zone-area is-${area?.properties?.band ?? "central"}` }) }).addTo(map);
      const bounds = drawn.getBounds();
      if (bounds.isValid()) ours(() => map.fitBounds(bounds, { padding: [24, 24], animate: false }));
      const what = voice.t("zone_drawn", { minutes: config.minutes, way, place: name });
      said.textContent = `${what} ${voice.t(zone.query.travel.is_estimate ? "zone_estimate" : "zone_road")}`;
    } catch {
      if (asked !== last) return;
      forget();
      said.textContent = voice.t("zone_failed");
    }
  }

  const here = document.querySelector<HTMLElement>("#zone-here"), { place } = config;
  if (here && place) {
    here.hidden = false;
    here.addEventListener("click", () => void draw(place, place.label || voice.t("here"), here));
  }
  for (const button of all("[data-zone]")) {
    const found = config.results.find(({ rank }) => String(rank) === button.dataset.zone);
    if (!found) continue;
    button.hidden = false;
    button.addEventListener("click", () => void draw(found, found.name, button));
  }
}

/** Offered once the reader moved the map; never done silently. */
export function searchHere(map: L.Map, voice: Voice, say: (text: string) => void): () => void {
  const button = document.querySelector<HTMLButtonElement>("#here-search");
  button?.addEventListener("click", () => { location.href = searchAddress(location.href, map.getCenter()); });
  return () => {
    if (!button?.hidden) return;
    button.hidden = false;
    say(voice.t("moved"));
  };
}
