// The legend: each class with its colour, its communes, its inhabitants, and a bar.
import { summary, uncollected, type Tally } from "./classes.ts";
import { categoryLook, type Context } from "./context.ts";
import { h, must, type Child } from "./dom.ts";

function row(context: Context, name: Child, swatch: HTMLElement, tally: Tally, most: number, look: string): HTMLElement {
  const { count } = context.voice;
  const bar = h("td", { class: "legend-bar" }, h("i", { "--w": most ? tally.inhabitants / most : 0, "aria-hidden": "true" }));
  return h("tr", { class: look },
    h("th", { scope: "row", colspan: most ? null : 2 }, swatch, h("span", {}, name)),
    most > 0 && bar,
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
    ["is-uncertain", t("uncertain_key", { min: question.threshold ?? 0 }), tallies.uncertain],
    ["is-doubtful", t("beyond_uncollected", { min: question.threshold ?? 0 }), tallies.doubtful],
    ["is-no-data", t("no_data"), tallies.noData],
    ["is-not-collected", t("not_collected"), tallies.notCollected],
  ];
  const most = Math.max(...tallies.classes.map((tally) => tally.inhabitants), 1);
  const gapFrom = classes.gap_from ?? Infinity;
  const rows = tallies.classes.map((tally, place) =>
    row(context, classes.labels[place], swatch("", classes.colours[place]), tally, most, place >= gapFrom ? "is-gap" : ""));
  const others = extras.filter(([, , tally]) => tally.communes).map(([look, name, tally]) =>
    row(context, name, swatch(look, classes.colours[look === "is-uncertain" ? gapFrom - 1 : classes.colours.length - 2]), tally, 0, "is-extra"));
  const kind = context.state.category && categoryLook(context, context.state.category)?.label;
  must("#legend-title").textContent = kind ? t("legend_of", { kind }) : question.legend;
  const none = uncollected(drawn.found);
  must("#legend-key").hidden = classes.gap_from === null || none;
  must("#legend-rows").replaceChildren(...(none ? [] : rows), ...others);
  must("#legend-source").textContent = question.sources[context.state.category] ?? "";
  must("#legend-scale").replaceChildren(...(none
    ? [h("li", {}, swatch("is-not-collected"), h("span", {}, t("not_collected")))]
    : [...classes.colours.map((colour, place) => h("li", {}, swatch("", colour), h("span", {}, place < classes.bounds.length ? classes.labels[place].replace(/\u00a0min$/, "") : classes.labels[place]))),
      ...(tallies.uncertain.communes ? [h("li", {}, swatch("is-uncertain", classes.colours[gapFrom - 1]), h("span", {}, t("uncertain")))] : [])]));
}
