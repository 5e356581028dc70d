// Prints the view that is shown, at the size that map-print.css gives the map: a canvas
// is a picture, and must be drawn for the paper before the browser lays the paper out.
import type * as L from "leaflet";
import { categoryLook, type Context } from "../map/context.ts";
import { h, must, type Child } from "../page/dom.ts";
import { chosenPaper } from "./export.ts";
import { layersOf } from "../map/layers.ts";
import { mark } from "../drawing/category-mark.ts";
import { cornersOf } from "./map.ts";
import { posterText, today } from "./text.ts";

/** What screens say elsewhere: cautions, marked places, whose data, when and where. */
function notes(context: Context): Child[] {
  const { voice, state } = context, said = posterText(context), shown = [said.reading, said.warning], kinds = state.mode === "gaps" ? layersOf(context) : [];
  const looks = kinds.map((key) => categoryLook(context, key)).filter((look) => look !== undefined);
  return [
    looks.length > 0 && h("p", { class: "paper-kinds" }, looks.map((look) => h("span", {}, mark(look), look.label))),
    // Those of the reading and of the period stand above, as on the screen.
    ...said.cautions.filter((text) => !shown.includes(text)).map((text) => h("p", { class: "paper-caution" }, text)),
    said.sources && h("p", {}, said.sources),
    h("p", {}, voice.t("printed", { day: voice.day(today()), url: location.href })),
  ];
}

export function printing(context: Context, labels: () => void): void {
  const { map, areas, root } = context;
  let before: { centre: L.LatLng; zoom: number } | null = null;

  const fit = (bounds: L.LatLngBoundsExpression) => {
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(bounds, { animate: false, paddingTopLeft: [8, 8], paddingBottomRight: [8, 30] });
    labels();
  };
  window.addEventListener("beforeprint", () => {
    const { west, south, east, north } = cornersOf(context);
    before = { centre: map.getCenter(), zoom: map.getZoom() };
    document.documentElement.classList.toggle("is-a3", chosenPaper() === "A3");
    root.classList.add("is-printing");
    areas.sharp = true;
    const { title, method, region, second } = posterText(context);
    must("#paper-title").textContent = title;
    // Over each of two maps what it counts, and its figure of the region.
    const over = [{ method, region }, ...(second ? [second] : [])].map((one) => h("span", {}, one.method, second ? one.region.map((figure) => h("b", {}, figure)) : []));
    must("#paper-method").replaceChildren(...over);
    must("#paper-notes").replaceChildren(...notes(context).filter((part): part is Node => part instanceof Node));
    fit([[south, west], [north, east]]);
  });
  window.addEventListener("afterprint", () => {
    root.classList.remove("is-printing");
    areas.sharp = false;
    map.invalidateSize({ animate: false, pan: false });
    if (before) map.setView(before.centre, before.zoom, { animate: false });
    labels();
  });
}
