// The legend: each class with its colour, its communes, its inhabitants, and a bar.
import { summary, type Tally } from "./classes.ts";
import type { Context } from "./context.ts";
import { h, must, type Child } from "./dom.ts";

function row(context: Context, name: Child, swatch: HTMLElement, tally: Tally, most: number, gap: boolean): HTMLElement {
  const { count } = context.voice;
  return h("tr", { class: gap ? "is-gap" : "" },
    h("th", { scope: "row" }, swatch, h("span", {}, name)),
    h("td", { class: "legend-bar" }, h("i", { "--w": most ? tally.inhabitants / most : 0, "aria-hidden": "true" })),
    h("td", { class: "number" }, count(tally.communes)),
    h("td", { class: "number" }, count(tally.inhabitants)));
}

const swatch = (className: string, colour = "") =>
  h("i", { class: `swatch ${className}`, "--c": colour || null, "aria-hidden": "true" });

export function drawLegend(context: Context): void {
  const { drawn, communes, state: { question }, voice: { t } } = context;
  if (!drawn || !communes) return;
  const { classes } = question, tallies = summary(drawn.found, communes, classes.colours.length);
  const extras: [string, string, Tally][] = [
    ["is-doubtful", t("beyond_uncollected"), tallies.doubtful],
    ["is-no-data", t("no_data"), tallies.noData],
    ["is-not-collected", t("not_collected"), tallies.notCollected],
  ];
  const most = Math.max(...tallies.classes.map((tally) => tally.inhabitants), 1);
  const gapFrom = classes.gap_from ?? Infinity;
  const rows = tallies.classes.map((tally, place) =>
    row(context, classes.labels[place], swatch("", classes.colours[place]), tally, most, place >= gapFrom));
  const others = extras.filter(([, , tally]) => tally.communes).map(([look, name, tally]) =>
    row(context, name, swatch(look, classes.colours[classes.colours.length - 2]), tally, most, false));
  must("#legend-title").textContent = question.legend;
  must("#legend-rows").replaceChildren(...rows, ...others);
  must("#legend-source").textContent = question.source;
  must("#legend-scale").replaceChildren(...classes.colours.map((colour, place) =>
    h("li", {}, swatch("", colour), h("span", {}, classes.labels[place]))));
}
