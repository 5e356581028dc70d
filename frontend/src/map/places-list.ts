// « Trouver un accompagnement »: what the map shows, as a list, nearest first.
import * as L from "leaflet";
import type { Markers } from "./structures.ts";
import { categoryLook, type Context } from "./context.ts";
import type { Structure } from "../figures/data.ts";
import { all, h, must } from "../page/dom.ts";
import { mark } from "../drawing/category-mark.ts";
import { exactness, nearest, type Near } from "./near.ts";

const STEP = 25, CLOSE = 9;

/** Its kind and its commune, and whether its licence is to be confirmed. */
export function structureDetail(context: Context, structure: Structure): string {
  const { voice, communes } = context, look = categoryLook(context, structure.category);
  const commune = communes && structure.commune >= 0 ? communes.name[structure.commune] : voice.t("beyond_border");
  return [look?.label ?? "", commune, ...(structure.confirmed ? [] : [voice.t("licence_unconfirmed")])].join(" · ");
}

/** `from` is the commune that distances start from, -1 outside the region, or null without distances. */
export function structureLine(context: Context, near: Near, focus: (structure: Structure) => void, from: number | null): HTMLElement {
  const { voice } = context, { structure, km } = near, look = categoryLook(context, structure.category);
  const said = exactness(structure, from ?? -1), far = voice.distance(km);
  const distance = said === "in_commune" ? voice.t(said) : said === "about" ? `≈\u00a0${far}` : far;
  return h("li", { class: "place" },
    h("button", { type: "button", click: () => focus(structure) }, mark(look),
      h("span", { class: "place-text" }, h("b", {}, structure.name), h("small", {}, structureDetail(context, structure))),
      from !== null && h("span", { class: "place-km" }, distance)));
}

export function placesList(context: Context, markers: Markers): () => void {
  let shownCount = STEP;
  const more = must<HTMLButtonElement>("#places-more"), list = must("#places"), count = must("#places-count");

  function draw(): void {
    const { state, voice, map, structures } = context;
    if (state.mode !== "find" || !structures) return;
    const place = state.place, centre = map.getCenter(), view = map.getBounds();
    const kept = place ? markers.shown() : markers.shown().filter((s) => s.in_region && view.contains([s.lat, s.lon]));
    const ordered = nearest(kept, place ?? { lon: centre.lng, lat: centre.lat });
    const close = map.getZoom() >= CLOSE;
    const key = place ? "places_from" : close ? "places_listed" : "places_in_view";
    const text = voice.t(key, { n: voice.count(ordered.length), place: place?.label ?? "" });
    if (count.textContent !== text) count.textContent = text;
    // Far out, an order around the centre of the map would mean nothing to anybody.
    const listed = place || close ? ordered : [];
    const from = place ? context.areas.areaAt(L.latLng(place.lat, place.lon)) : null;
    list.replaceChildren(...listed.slice(0, shownCount).map((near) =>
      structureLine(context, near, markers.focus, from)));
    more.hidden = listed.length <= shownCount;
  }

  more.addEventListener("click", () => {
    shownCount += STEP;
    draw();
  });
  for (const chip of all<HTMLButtonElement>("[data-filter]")) {
    chip.addEventListener("click", () => {
      const key = chip.dataset.filter ?? "", { filter } = context.state;
      shownCount = STEP;
      context.set({ filter: filter.includes(key) ? filter.filter((kept) => kept !== key) : [...filter, key] });
    });
  }
  const press = () => {
    for (const chip of all("[data-filter]")) {
      chip.setAttribute("aria-pressed", String(context.state.filter.includes(chip.dataset.filter ?? "")));
    }
  };
  press();
  context.hear((changed) => {
    if (changed.has("filter")) press();
    if (changed.has("filter") || changed.has("mode") || changed.has("place")) draw();
  });
  return draw;
}
