// The results as numbered marks: each lights up with its card, and the card with it.
import * as L from "leaflet";
import { calm, isSmall } from "../map/context.ts";
import { all, h, must } from "../page/dom.ts";
import type { FinderConfig, Found } from "./config.ts";
import { mark } from "../drawing/category-mark.ts";
import { placeIcon } from "../drawing/marks.ts";
import { spread } from "./spread.ts";
import type { Voice } from "../page/words.ts";

const SIZE = 28, ABOVE = 2000, BELOW = -1000, HEAD = 20;

function numbered(config: FinderConfig, { category, rank }: Found): L.DivIcon {
  const box = mark(config.categories.find((one) => one.key === category));
  (box.firstChild as HTMLElement).textContent = String(rank);
  return L.divIcon({ className: "mark-box", html: box, iconSize: [SIZE, SIZE], iconAnchor: [SIZE / 2, SIZE / 2] });
}

const cardOf = (rank: number) => document.getElementById(`result-${rank}`);

/** `showList` leaves the map of a phone, to read the card. */
export function resultMarks(map: L.Map, config: FinderConfig, voice: Voice, showList: () => void): void {
  const peek = must("#map-peek"), markers = new Map<number, L.Marker>(), here = config.place;

  function light(rank: number, on: boolean): void {
    cardOf(rank)?.classList.toggle("is-active", on);
    const marker = markers.get(rank);
    marker?.getElement()?.classList.toggle("is-active", on);
    marker?.setZIndexOffset(on ? ABOVE : -rank);
  }

  function goTo(rank: number): void {
    showList();
    const card = cardOf(rank);
    card?.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    card?.querySelector<HTMLElement>("h3 a")?.focus({ preventScroll: true });
  }

  function peekAt(one: Found): void {
    peek.replaceChildren(
      h("p", {}, h("b", {}, one.name), h("span", {}, [one.kind, one.time].filter(Boolean).join(" · "))),
      h("button", { type: "button", class: "button is-small", click: () => goTo(one.rank) }, voice.t("see_card")));
    peek.hidden = false;
  }

  function place(one: Found): L.Marker {
    const marker = L.marker([one.lat, one.lon], { icon: numbered(config, one), title: one.name, zIndexOffset: -one.rank });
    marker.on("mouseover", () => light(one.rank, true)).on("mouseout", () => light(one.rank, false));
    marker.on("click", () => (isSmall() ? peekAt(one) : goTo(one.rank)));
    // Leaflet tells of the key, and does not take it for a click.
    marker.on("keypress", ({ originalEvent }: L.LeafletKeyboardEvent) => {
      if (originalEvent.key !== "Enter" && originalEvent.key !== " ") return;
      originalEvent.preventDefault();
      goTo(one.rank);
    });
    marker.addTo(map);
    const element = marker.getElement();
    element?.setAttribute("aria-label", `${one.rank}. ${one.name}, ${one.time}`);
    element?.addEventListener("focus", () => light(one.rank, true));
    element?.addEventListener("blur", () => light(one.rank, false));
    return marker;
  }

  for (const one of config.results) markers.set(one.rank, place(one));
  for (const card of all(".result[data-rank]")) {
    const rank = Number(card.dataset.rank);
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]] as const) {
      card.addEventListener(event, () => light(rank, on));
    }
  }
  const apart = () => {
    const points = config.results.map(({ lon, lat }) => map.latLngToLayerPoint([lat, lon]));
    // The pin of the place stands on its tip: its head is above it.
    const held = here ? [map.latLngToLayerPoint([here.lat, here.lon]).subtract([0, HEAD])] : [];
    spread(points, SIZE, held).forEach(({ x, y }, i) => markers.get(config.results[i].rank)?.setLatLng(map.layerPointToLatLng(L.point(x, y))));
  };
  apart();
  map.on("zoomend", apart).on("click", () => { peek.hidden = true; });
  // Its tip may be under a mark, which stands on the very place.
  if (here) L.marker([here.lat, here.lon], { icon: placeIcon(), keyboard: false, interactive: false, zIndexOffset: BELOW }).addTo(map);
}
