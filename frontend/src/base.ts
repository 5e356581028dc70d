// The map itself, before any question: panes, controls, bounds, optional tiles.
import * as L from "leaflet";
import { isSmall } from "./context.ts";
import type { MapConfig } from "./config.ts";
import type { Voice } from "./words.ts";

const AREAS_PANE = "areas", LABELS_PANE = "town-labels";

/** Called when the layer is made: its pane must exist before the layer is added. */
export function panes(map: L.Map): void {
  for (const [name, above] of [[AREAS_PANE, 260], [LABELS_PANE, 455]] as const) {
    if (map.getPane(name)) continue;
    const pane = map.createPane(name);
    pane.style.zIndex = String(above);
    pane.style.pointerEvents = "none";
  }
}

export function furnish(map: L.Map, config: MapConfig, voice: Voice, label: string): void {
  const box = map.getContainer();
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", label);
  box.setAttribute("aria-describedby", "map-help");
  // The lists say the same: hundreds of pins stay out of speech.
  map.getPane("markerPane")?.setAttribute("aria-hidden", "true");
  map.attributionControl.setPrefix(false);
  for (const line of config.attribution) {
    const text = document.createElement("span");
    text.textContent = line;
    map.attributionControl.addAttribution(text.innerHTML);
  }
  L.control.zoom({ position: "topright", zoomInTitle: voice.t("zoom_in"), zoomOutTitle: voice.t("zoom_out") }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
}

// Heights of the legend as a scale, and of the attribution in one line or two.
const SCALE = 64, CITED = 22, CITED_NARROW = 36, NARROW = 400, WIDE = 596;
/** The part of the height that buttons above may take. */
const HIGHEST = 0.16;

/** What the panel of a phone, the legend and the buttons leave free. */
function room(box: HTMLElement): L.FitBoundsOptions {
  const { width, height, bottom, top } = box.getBoundingClientRect();
  if (isSmall()) {
    const panel = bottom - (document.querySelector(".map-panel")?.getBoundingClientRect().top ?? bottom);
    const narrow = width < NARROW, below = panel + SCALE + (narrow ? CITED_NARROW : CITED);
    return { paddingTopLeft: [8, 8], paddingBottomRight: [width < 340 ? 54 : 8, Math.min(below, height * 0.65)] };
  }
  const views = document.querySelector(".map-views")?.getBoundingClientRect().bottom ?? top;
  const above = Math.max(12, Math.min(views - top + 4, height * HIGHEST));
  const scale = width < WIDE || height < WIDE - 30;
  return { paddingTopLeft: [16, above], paddingBottomRight: [64, scale && width < WIDE ? SCALE + 2 * CITED : CITED] };
}

export function home(map: L.Map, config: MapConfig): void {
  map.fitBounds(config.bounds, { ...room(map.getContainer()), animate: false });
}
