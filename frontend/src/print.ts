// Prints the view that is shown, at the size that map-print.css gives the map: a canvas
// is a picture, and must be drawn for the paper before the browser lays the paper out.
import type * as L from "leaflet";
import type { Context } from "./context.ts";

export function printing(context: Context, labels: () => void): void {
  const { map, areas, root, config, voice } = context, line = document.querySelector(".print-only");
  let before: { centre: L.LatLng; zoom: number } | null = null;

  const fit = (bounds: L.LatLngBoundsExpression) => {
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(bounds, { animate: false, paddingTopLeft: [8, 8], paddingBottomRight: [8, 30] });
    labels();
  };
  window.addEventListener("beforeprint", () => {
    const seen = map.getBounds(), whole = seen.contains(config.bounds);
    before = { centre: map.getCenter(), zoom: map.getZoom() };
    root.classList.add("is-printing");
    areas.sharp = true;
    if (line) {
      line.textContent = voice.t("printed", { day: voice.day(new Date().toISOString().slice(0, 10)), url: location.href });
    }
    fit(whole || map.getZoom() < 7.4 ? config.bounds : seen);
  });
  window.addEventListener("afterprint", () => {
    root.classList.remove("is-printing");
    areas.sharp = false;
    map.invalidateSize({ animate: false, pan: false });
    if (before) map.setView(before.centre, before.zoom, { animate: false });
    labels();
  });
}
