// The sheet of a commune, or of the group it is in: questions, counts, nearest structures.
import * as L from "leaflet";
import { pageAddress } from "../page/addresses.ts";
import { classed, drawnColumn, statusOf, UNCERTAIN } from "../figures/classes.ts";
import type { Markers } from "../map/structures.ts";
import type { Period, Question } from "../figures/config.ts";
import { calm, isSmall, type Context, type State } from "../map/context.ts";
import type { Communes, Measures, Structure } from "../figures/data.ts";
import { h, icon, must } from "../page/dom.ts";
import { nearest } from "../map/near.ts";
import { structureLine } from "../map/places-list.ts";
import { borderLine, byCar, copperLine, groupLines, noMinutes } from "../map/pointer.ts";
import { placeOf, ranked, type Ranks } from "../figures/ranks.ts";
import { classesOf, periodOf } from "../figures/scale.ts";
import { unitOutline } from "../map/unit-outline.ts";
import { membersOf, unitAt, unitsOf, type Level, type Units } from "../figures/units.ts";

const NEAR = 3, ACCENT = "#0d5c63";
/** Letters of two lines. */
const LONG = 130;

const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function sentence(context: Context, question: Question, measures: Measures, commune: number, level: Level): string {
  const { t, count, share } = context.voice, status = statusOf(measures, commune);
  if (status === "no_data" || status === "not_collected") return t(status);
  if (level !== "commune") return `${sentenceCase(groupLines(context, question, measures, commune)[0])}.`;
  const missing = measures.numerator[commune] ?? 0, all = measures.denominator[commune] ?? 0;
  if (question.classes.column === "value") {
    return t("sheet_premises", { n: count(missing), all: count(all), share: share(measures.value[commune] ?? 0) });
  }
  const time = byCar(context, measures, commune);
  if (time === null) return `${sentenceCase(noMinutes(context, question, measures))}.`;
  if (measures.inside?.[commune] && missing <= 0) return t("sheet_in_commune");
  const side = measures.band?.[commune] === UNCERTAIN ? "sheet_uncertain" : missing > 0 ? "sheet_beyond" : "sheet_within";
  const text = t(side, { time: sentenceCase(time), n: count(all), counted: question.counted, min: question.threshold ?? 0 });
  const checked = measures.unverified?.[commune] ? ` ${sentenceCase(t("unverified_here", { min: question.threshold ?? 0 }))}.` : "";
  return (status === "border_unknown" ? `${text} ${sentenceCase(borderLine(context, question))}.` : text) + checked;
}

/** Its place among all, in words. */
function place({ voice: { t, count } }: Context, ranks: Ranks, measures: Measures, unit: number, level: Level): string | null {
  const said = placeOf(ranks, unit, measures.numerator[unit]);
  return said && t(`${said}_${level}`, { n: count(said === "rank" ? ranks.rank[unit] : ranks.tied[unit] + 1), all: count(ranks.known) });
}

/** A list of sources that would hide the answers is cut, for eyes alone, until it is asked for. */
function cited(sources: string, all: string): HTMLElement[] {
  const text = h("p", { class: "note" }, sources);
  if (sources.length <= LONG) return [text];
  text.classList.add("is-cut");
  const more = h("button", { type: "button", class: "link sources-more", "aria-expanded": "false", click: () => {
    more.setAttribute("aria-expanded", String(text.classList.contains("is-cut")));
    text.classList.toggle("is-cut");
  } }, all);
  return [text, more];
}

function answer(context: Context, question: Question, period: Period, measures: Measures, { level }: Units, unit: number): HTMLElement {
  const classes = classesOf(question, level, "fixed", measures, context.voice), found = classed(measures, classes).place;
  const at = found[unit], ranks = ranked(drawnColumn(measures, classes), found);
  const colour = at >= 0 ? classes.colours[at] : "#fff", note = (text: string | null) => text && h("p", { class: "note" }, text);
  return h("li", { class: `answer${question.apart ? " is-apart" : ""}`, "--c": colour },
    h("h3", {}, question.apart ? `${context.voice.t("apart")}. ${question.title}` : question.title),
    h("p", {}, sentence(context, question, measures, unit, level)),
    ...(level === "commune" || at < 0 ? [] : groupLines(context, question, measures, unit).slice(1).map((line) => note(`${sentenceCase(line)}.`))),
    note(copperLine(context, measures, unit)), note(place(context, ranks, measures, unit, level)),
    note(period.warning), ...cited(period.sources[""], context.voice.t("all_sources")));
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

function territoryPage({ config }: Context, { level, codes }: Units, unit: number): string {
  return pageAddress(`/territoires/${level}/${codes[unit] ?? ""}`, config.lang);
}

/** Over the sheet, and kept while what is under it changes: at which level it tells, and the way out. */
function barOf({ config, voice: { t }, set }: Context): { bar: HTMLElement; mirror: (level: Level) => void } {
  const radios = (Object.keys(config.questions[0].files) as Level[]).map((level) => {
    const input = h("input", { type: "radio", name: "sheet-level", value: level, change: () => set({ level }) }) as HTMLInputElement;
    return { level, input, label: h("label", {}, input, h("span", {}, t(`units_${level}`))) };
  });
  const bar = h("div", { class: "sheet-bar" },
    h("fieldset", { class: "switch", "aria-label": t("sheet_level") }, h("div", {}, ...radios.map(({ label }) => label))),
    h("button", { type: "button", class: "round", "aria-label": t("close_sheet"), click: () => set({ commune: -1 }) }, icon("x")));
  return { bar, mirror: (level) => radios.forEach((one) => { one.input.checked = one.level === level; }) };
}

/** Over the name: where it is; a group says what it is. */
function over({ voice: { t } }: Context, communes: Communes, { level }: Units, commune: number): string {
  if (level !== "commune") return t(`unit_${level}`);
  return [communes.departments[communes.department[commune]], communes.epcis[communes.epci[commune]]].filter(Boolean).join(" · ");
}

export function communeSheet(context: Context, markers: Markers): (commune: number) => void {
  const { map, areas, voice: { t }, config } = context, box = must("#sheet");
  const { bar, mirror } = barOf(context);
  let outline: L.LayerGroup | null = null, before: Element | null = null;
  box.append(bar);

  function close(): void {
    if (box.hidden) return;
    box.hidden = true;
    context.root.classList.remove("has-sheet");
    outline?.remove();
    outline = null;
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }

  /** Who walks the switches is left where they are; a new place is where its reader is taken. */
  function told(title: HTMLElement, isNew: boolean, level: Level | null): void {
    if (isNew || document.activeElement === document.body) title.focus({ preventScroll: true });
    else if (level) context.say(`${t("level_now", { units: t(`units_${level}`) })}. ${title.textContent ?? ""}`);
  }

  async function fill(commune: number, changed: Set<keyof State>): Promise<void> {
    const { level, question } = context.state;
    const periods = config.questions.map((q) => periodOf(q, q === question ? context.state.period : ""));
    const [communes, ...found] = await Promise.all([
      context.data.communes(), ...config.questions.map((q, i) => context.data.measures(q.files[level][periods[i].key][""]))]);
    if (context.state.commune !== commune || context.state.level !== level) return;
    const units = unitsOf(level, areas.coverage?.codes ?? [], communes), unit = unitAt(units, commune), people = units.population[unit] ?? null;
    const title = h("h2", { tabindex: "-1" }, units.names[unit] ?? communes.name[commune]);
    const near = level === "commune" ? [
      h("h2", { class: "sheet-near" }, t("nearest_structures")), h("p", { class: "note" }, t("as_the_crow_flies")),
      ...nearby(context, markers, commune, communes)] : [];
    while (bar.nextSibling) bar.nextSibling.remove();
    box.append(
      h("div", { class: "sheet-head" },
        h("div", {}, h("p", { class: "over" }, over(context, communes, units, commune)), title,
          h("p", {}, people === null ? t("no_data") : t("n_inhabitants", { n: context.voice.count(people) })),
          units.parts.has(unit) && h("p", { class: "note" }, t("epci_note", { names: units.names[unit] })),
          h("p", {}, h("a", { href: territoryPage(context, units, unit) }, t(`territory_sheet_${level}`))))),
      h("ul", { class: "answers" }, config.questions.map((q, i) => unit < 0 ? null : answer(context, q, periods[i], found[i], units, unit))),
      ...near);
    box.scrollTop = 0;
    told(title, changed.has("commune"), changed.has("level") ? level : null);
  }

  function frame(commune: number): void {
    const units = unitsOf(context.state.level, areas.coverage?.codes ?? [], context.communes), unit = unitAt(units, commune);
    outline?.remove();
    const line = (color: string, weight: number) => unitOutline(areas, units, unit, { color, weight });
    outline = L.layerGroup([line("#fff", 6), line(ACCENT, 3)]).addTo(map);
    const options = { maxZoom: 11, paddingBottomRight: (isSmall() ? [0, window.innerHeight * 0.55] : [0, 0]) as L.PointTuple };
    const bounds = areas.boundsOf(membersOf(units, unit)).pad(units.of ? 0.15 : 1.6);
    if (isSmall() || (!units.of && map.getZoom() < 9) || !map.getBounds().contains(units.of ? bounds : bounds.getCenter())) {
      map.flyToBounds(bounds, { ...options, duration: 0.6, animate: !calm() });
    }
  }

  function show(commune: number, changed: Set<keyof State>): void {
    if (box.hidden) before = document.activeElement;
    box.hidden = false;
    context.root.classList.add("has-sheet");
    mirror(context.state.level);
    if (changed.has("commune") || changed.has("level")) frame(commune);
    void fill(commune, changed);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && context.state.commune >= 0) context.set({ commune: -1 });
  });
  context.hear((changed) => {
    const { commune } = context.state;
    if (commune >= 0 && (changed.has("commune") || changed.has("level") || changed.has("period"))) show(commune, changed);
    else if (changed.has("commune")) close();
  });
  return (commune) => context.set({ commune });
}
