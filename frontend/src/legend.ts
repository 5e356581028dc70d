// The legend: how values are spread, then each class with its colour, units and inhabitants.
import { drawnColumn, summary, uncollected, type Tally } from "./classes.ts";
import type { Classes } from "./config.ts";
import { categoryLook, type Context, type Drawn } from "./context.ts";
import { h, must, type Child } from "./dom.ts";
import { histogram, picture } from "./histogram.ts";

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

function scale({ voice: { t } }: Context, classes: Classes, textures: [string, string, string][]): HTMLElement[] {
  const short = (label: string, place: number) => (place < classes.bounds.length ? label.replace(/\u00a0(min|%)$/, "") : label);
  const parts = classes.colours.map((colour, place) => h("li", {}, swatch("", colour), h("span", {}, short(classes.labels[place], place))));
  return [...parts, ...textures.map(([look, colour, name]) => h("li", {}, swatch(look, colour), h("span", {}, t(name))))];
}

export function drawLegend(context: Context): void {
  const { drawn, communes, state: { question, category }, voice: { t } } = context;
  if (!drawn || !communes) return;
  const { classes, units, period } = drawn, tallies = summary(drawn.found, units, classes.colours.length);
  const min = question.threshold ?? 0, last = classes.colours.length - 1, gapFrom = classes.gap_from ?? Infinity;
  const near = classes.colours[classes.gap_from === null ? last >> 1 : classes.gap_from - 1], far = classes.colours[Math.max(last - 1, 0)];
  const extras: [string, string, string, Tally][] = [
    ["is-uncertain", near, t("uncertain_key", { min }), tallies.uncertain],
    ["is-unverified", far, t("unverified_key", { min }), tallies.unverified],
    ["is-doubtful", far, t("beyond_uncollected", { min }), tallies.doubtful],
    ["is-no-data", "", t("no_data"), tallies.noData],
    ["is-not-collected", "", t("not_collected"), tallies.notCollected],
  ];
  const most = Math.max(...tallies.classes.map((tally) => tally.inhabitants), 1), none = uncollected(drawn.found);
  const rows = tallies.classes.map((tally, place) =>
    row(context, classes.labels[place], swatch("", classes.colours[place]), tally, most, place >= gapFrom ? "is-gap" : ""));
  const others = extras.filter(([, , , tally]) => tally.units).map(([look, colour, name, tally]) =>
    row(context, name, swatch(look, colour), tally, 0, "is-extra"));
  must("#legend-title").textContent = legendTitle(context, drawn);
  must("#legend-units").textContent = t(`units_${units.level}`);
  must("#legend-warning").textContent = period.warning ?? "";
  must("#legend-warning").hidden = !period.warning;
  must("#legend-key").hidden = classes.gap_from === null || none;
  must("#legend-note").textContent = notes(context, drawn);
  must("#legend-rows").replaceChildren(...(none ? [] : rows), ...others);
  must("#legend-source").textContent = period.sources[category] ?? "";
  drawHistogram(context, drawn);
  must("#legend-scale").replaceChildren(...(none
    ? [h("li", {}, swatch("is-not-collected"), h("span", {}, t("not_collected")))]
    : scale(context, classes, [
      ...(tallies.uncertain.units ? [["is-uncertain", near, "uncertain"] as [string, string, string]] : []),
      ...(tallies.unverified.units ? [["is-unverified", far, "unverified_short"] as [string, string, string]] : [])])));
}
