// The sheet of a commune: three questions, their counts, and the nearest structures.
import * as L from "leaflet";
import { classed, drawnColumn, statusOf, UNCERTAIN } from "./classes.ts";
import type { Markers } from "./structures.ts";
import type { Question } from "./config.ts";
import { calm, isSmall, type Context } from "./context.ts";
import type { Communes, Measures, Structure } from "./data.ts";
import { h, icon, must } from "./dom.ts";
import { nearest } from "./near.ts";
import { structureLine } from "./places-list.ts";
import { borderLine, byCar, copperLine, noMinutes } from "./pointer.ts";

const NEAR = 3, ACCENT = "#0d5c63";

const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function sentence(context: Context, question: Question, measures: Measures, commune: number): string {
  const { t, count, share } = context.voice, status = statusOf(measures, commune);
  if (status === "no_data" || status === "not_collected") return t(status);
  const missing = measures.numerator[commune] ?? 0, all = measures.denominator[commune] ?? 0;
  if (question.classes.column === "value") {
    return t("sheet_premises", { n: count(missing), all: count(all), share: share(measures.value[commune] ?? 0) });
  }
  const time = byCar(context, measures, commune);
  if (time === null) return `${sentenceCase(noMinutes(context, question, measures))}.`;
  if (measures.inside?.[commune] && missing <= 0) return t("sheet_in_commune");
  const side = measures.band?.[commune] === UNCERTAIN ? "sheet_uncertain" : missing > 0 ? "sheet_beyond" : "sheet_within";
  const text = t(side, { time: sentenceCase(time), n: count(all), counted: question.counted, min: question.threshold ?? 0 });
  return status === "border_unknown" ? `${text} ${sentenceCase(borderLine(context, question))}.` : text;
}

/** Its place, with the direction in words: first is the biggest gap. */
function place(context: Context, question: Question, measures: Measures, commune: number): string | null {
  const { t, count } = context.voice, column = drawnColumn(measures, question.classes), own = column[commune];
  if (own === null || !classed(measures, question.classes).place.some((at) => at >= 0)) return null;
  const known = column.filter((value): value is number => value !== null);
  const rank = known.filter((value) => value > own).length + 1;
  const same = known.filter((value) => value === own).length;
  return own === 0 || (measures.numerator[commune] ?? 0) <= 0 || same > known.length / 4
    ? null : t(rank === 1 ? "rank_first" : "rank", { n: count(rank), all: count(known.length) });
}

function answer(context: Context, question: Question, measures: Measures, commune: number): HTMLElement {
  const at = classed(measures, question.classes).place[commune];
  const colour = at >= 0 ? question.classes.colours[at] : "#fff";
  const copper = copperLine(context, measures, commune), rank = place(context, question, measures, commune);
  return h("li", { class: `answer${question.apart ? " is-apart" : ""}`, "--c": colour },
    h("h3", {}, question.apart ? `${context.voice.t("apart")}. ${question.title}` : question.title), h("p", {}, sentence(context, question, measures, commune)),
    copper && h("p", { class: "note" }, copper), rank && h("p", { class: "note" }, rank),
    h("p", { class: "note" }, question.sources[""]));
}

function nearby(context: Context, markers: Markers, commune: number, communes: Communes): HTMLElement[] {
  const from = { lon: communes.lon[commune], lat: communes.lat[commune] };
  const known = context.structures ?? [];
  const focus = (structure: Structure) => {
    context.set({ mode: "find", commune: -1, place: { ...from, label: communes.name[commune] } });
    markers.focus(structure);
  };
  const near = (keys: string[]) => {
    const found = nearest(known.filter((s) => keys.includes(s.category)), from).slice(0, NEAR);
    return h("ul", { class: "places" }, found.map((one) => structureLine(context, one, focus, commune)));
  };
  return context.config.questions.flatMap((question) => {
    const title = question.apart ? context.voice.t("apart") : context.config.families[question.family ?? ""];
    return title && question.categories.length ? [h("h3", {}, title), near(question.categories)] : [];
  });
}

function territoryPage({ areas, config }: Context, commune: number): string {
  return `/territoires/commune/${areas.coverage?.codes[commune] ?? ""}${config.lang === "en" ? "?lang=en" : ""}`;
}

export function communeSheet(context: Context, markers: Markers): (commune: number) => void {
  const { map, areas, voice: { t }, config } = context, box = must("#sheet");
  let outline: L.LayerGroup | null = null, before: Element | null = null;

  function close(): void {
    if (box.hidden) return;
    box.hidden = true;
    context.root.classList.remove("has-sheet");
    outline?.remove();
    outline = null;
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }

  async function fill(commune: number): Promise<void> {
    const [communes, ...found] = await Promise.all([
      context.data.communes(), ...config.questions.map((q) => context.data.measures(q.files.commune[q.period][""]))]);
    if (context.state.commune !== commune) return;
    const people = communes.population[commune];
    const title = h("h2", { tabindex: "-1" }, communes.name[commune]);
    box.replaceChildren(
      h("div", { class: "sheet-head" },
        h("div", {}, h("p", { class: "over" },
          [communes.departments[communes.department[commune]], communes.epcis[communes.epci[commune]]].filter(Boolean).join(" · ")), title,
        h("p", {}, people === null ? t("no_data") : t("n_inhabitants", { n: context.voice.count(people) })),
          h("p", {}, h("a", { href: territoryPage(context, commune) }, t("territory_sheet")))),
        h("button", { type: "button", class: "round", "aria-label": t("close_sheet"), click: () => context.set({ commune: -1 }) }, icon("x"))),
      h("ul", { class: "answers" }, config.questions.map((q, i) => answer(context, q, found[i], commune))),
      h("h2", { class: "sheet-near" }, t("nearest_structures")), h("p", { class: "note" }, t("as_the_crow_flies")),
      ...nearby(context, markers, commune, communes));
    box.scrollTop = 0;
    title.focus({ preventScroll: true });
  }

  function show(commune: number): void {
    if (box.hidden) before = document.activeElement;
    box.hidden = false;
    context.root.classList.add("has-sheet");
    outline?.remove();
    const line = (color: string, weight: number) => L.polygon(areas.outline(commune), { interactive: false, color, weight, fill: false });
    outline = L.layerGroup([line("#fff", 6), line(ACCENT, 3)]).addTo(map);
    const options = { maxZoom: 11, paddingBottomRight: (isSmall() ? [0, window.innerHeight * 0.55] : [0, 0]) as L.PointTuple };
    const bounds = areas.boundsOf([commune]).pad(1.6);
    if (isSmall() || map.getZoom() < 9 || !map.getBounds().contains(bounds.getCenter())) {
      map.flyToBounds(bounds, { ...options, duration: 0.6, animate: !calm() });
    }
    void fill(commune);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && context.state.commune >= 0) context.set({ commune: -1 });
  });
  context.hear((changed) => {
    if (!changed.has("commune")) return;
    if (context.state.commune >= 0) show(context.state.commune);
    else close();
  });
  return (commune) => context.set({ commune });
}
