// The map itself, before any question: panes, controls, bounds, optional tiles.
import * as L from "leaflet";
import { isSmall } from "./context.ts";
import type { MapConfig } from "../figures/config.ts";
import type { Voice } from "../page/words.ts";

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

// Heights of the legend as a scale, and of the attribution in one line.
const SCALE = 64, CITED = 22, WIDE = 596;
/** From here on, a legend stands beside the foot of the region. */
const SIDE = 480;
/** The part of the height that buttons above may take, and that a phone may keep below. */
const HIGHEST = 0.16, LOWEST = 0.72;

const seen = (selector: string): DOMRect | null => {
  const found = document.querySelector(selector)?.getBoundingClientRect();
  return found?.height ? found : null;
};

/** What the panel of a phone, the legend and the buttons leave free. */
function room(box: HTMLElement): L.FitBoundsOptions {
  const { width, height, bottom, top, left, right } = box.getBoundingClientRect();
  const views = seen(".map-views"), tools = seen(".map-tools"), cited = seen(".leaflet-control-attribution");
  const under = (views?.bottom ?? top) - top + 4, beside = tools ? right - tools.left + 4 : 8;
  // The attribution stands on the legend, and that one on the panel.
  if (isSmall()) return { paddingTopLeft: [8, Math.max(8, under)], paddingBottomRight: [beside, Math.min(cited ? bottom - cited.top : SCALE, height * LOWEST)] };
  // A phone on its side has its buttons in columns, left and right.
  if (views && views.height > views.width) {
    const legend = width < SIDE ? seen(".legend") : null;
    return { paddingTopLeft: [views.right - left + 4, 8], paddingBottomRight: [beside, legend ? bottom - legend.top : (cited?.height ?? CITED) + 4] };
  }
  const above = Math.max(12, Math.min(under, height * HIGHEST));
  return { paddingTopLeft: [16, above], paddingBottomRight: [64, width < WIDE ? SCALE + 2 * CITED : CITED] };
}

let at: { centre: L.LatLng; zoom: number } | null = null;

export function home(map: L.Map, config: MapConfig): void {
  map.fitBounds(config.bounds, { ...room(map.getContainer()), animate: false });
  at = { centre: map.getCenter(), zoom: map.getZoom() };
}

/** Whether nobody moved the map since it showed the whole region. */
export const isHome = (map: L.Map): boolean => at !== null && map.getZoom() === at.zoom && map.getCenter().equals(at.centre, 1e-4);
