// The legend: how values are spread, then each class with its colour, units and inhabitants.
import { drawnColumn, uncollected, type Summary, type Tally } from "../figures/classes.ts";
import { categoryLook, type Context, type Drawn } from "../map/context.ts";
import { h, must, type Child } from "../page/dom.ts";
import { histogram, picture } from "./histogram.ts";
import { countsOf, legendKeys, tellSources, type Key } from "./legend-keys.ts";

/** Textures that a scale has room for. */
const SCALED = ["is-uncertain", "is-unverified"];

function row(context: Context, name: Child, swatch: HTMLElement, tally: Tally, most: number, look: string): HTMLElement {
  const { count } = context.voice;
  const bar = h("td", { class: "legend-bar" }, h("i", { "--w": most ? tally.inhabitants / most : 0, "aria-hidden": "true" }));
  return h("tr", { class: look },
    h("th", { scope: "row", colspan: most ? null : 2 }, swatch, h("span", {}, name)),
    most > 0 && bar,
    h("td", { class: "number" }, count(tally.units)),
    h("td", { class: "number" }, count(tally.inhabitants)));
}

const swatch = (className: string, colour = "") =>
  h("i", { class: `swatch ${className}`, "--c": colour || null, "aria-hidden": "true" });

/** What is on the map, in one line. */
export function legendTitle(context: Context, { units, period }: Drawn): string {
  const { state: { question, category }, voice: { t } } = context;
  const kind = category && categoryLook(context, category)?.label, min = question.threshold ?? 0;
  if (units.level === "commune") return kind ? t("legend_of", { kind }) : period.legend;
  return kind ? t("group_legend_of", { kind, min }) : period.group_legend;
}

/** What has to be known of the classes and the units, where something has. */
function notes({ state, voice: { t } }: Context, { units, classes }: Drawn): string {
  const { question } = state, fixed = classes === question.classes || classes === question.group_classes;
  const parts = [...units.parts].map((unit) => units.names[unit]);
  const of = [parts.length > 0 && t("epci_note", { names: parts.join(", ") }), !fixed && t(`classes_${state.classes}_note`)];
  return of.filter(Boolean).join(" ");
}

function drawHistogram({ voice: { t, decimal, count } }: Context, { units, classes, measures, found }: Drawn): void {
  const column = drawnColumn(measures, classes), box = must("#legend-histogram");
  box.hidden = !column.some((value, i) => value !== null && found.place[i] >= 0);
  if (box.hidden) return;
  const spread = histogram(column, found, units.population, classes.colours.length);
  const end = classes.column === "value" ? `${decimal(spread.end * 100)}\u00a0%` : `${count(spread.end)}\u00a0min`;
  box.replaceChildren(
    h("span", { class: "histogram-up" }, `${t(`units_${units.level}`)} ↑`), h("span", { class: "histogram-down" }, `${t("people")} ↓`),
    picture(spread, classes), h("span", { class: "histogram-end" }, spread.open ? `${end} ${t("and_more")}` : end), h("span", { class: "histogram-start" }, "0"));
}

function scale(context: Context, { classes, units }: Drawn, tallies: Summary, keys: Key[]): HTMLElement[] {
  const short = (label: string, place: number) => (place < classes.bounds.length ? label.replace(/\u00a0(min|%)$/, "") : label);
  const parts = classes.colours.map((colour, place) =>
    h("li", {}, swatch("", colour), h("span", {}, short(classes.labels[place], place)), countsOf(context, units, tallies.classes[place])));
  return [...parts, ...keys.map(({ look, colour, short: name }) => h("li", {}, swatch(look, colour), h("span", {}, name)))];
}

export function drawLegend(context: Context): void {
  const { drawn, communes, state: { question, category }, voice: { t } } = context;
  if (!drawn || !communes) return;
  const { classes, units, period } = drawn, { tallies, keys } = legendKeys(context, question, drawn), gapFrom = classes.gap_from ?? Infinity;
  const most = Math.max(...tallies.classes.map((tally) => tally.inhabitants), 1), none = uncollected(drawn.found);
  const rows = tallies.classes.map((tally, place) =>
    row(context, classes.labels[place], swatch("", classes.colours[place]), tally, most, place >= gapFrom ? "is-gap" : ""));
  const others = keys.map(({ look, colour, long, tally }) => row(context, long, swatch(look, colour), tally, 0, "is-extra"));
  must("#legend-title").textContent = legendTitle(context, drawn);
  must("#legend-units").textContent = t(`units_${units.level}`);
  must("#legend-warning").textContent = period.warning ?? "";
  must("#legend-warning").hidden = !period.warning;
  must("#legend-key").hidden = classes.gap_from === null || none;
  must("#legend-note").textContent = notes(context, drawn);
  must("#legend-rows").replaceChildren(...(none ? [] : rows), ...others);
  tellSources("#legend", period.sources[category] ?? "");
  drawHistogram(context, drawn);
  must("#legend-scale").replaceChildren(...(none
    ? [h("li", {}, swatch("is-not-collected"), h("span", {}, t("not_collected")))]
    : scale(context, drawn, tallies, keys.filter(({ look }) => SCALED.includes(look)))));
}
