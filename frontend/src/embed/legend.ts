// The legend of an embed: what is shown, each class with the inhabitants of the territory
// that it is about, and what is not sure.
import { type Classed, type Summary, summary, uncollected } from "../figures/classes.ts";
import { categoryLook, type Context } from "../map/context.ts";
import { h } from "../page/dom.ts";

const swatch = (look: string, colour = "") => h("i", { class: `swatch ${look}`, "--c": colour || null, "aria-hidden": "true" });

function line(look: string, colour: string, name: string, people: string): HTMLElement {
  return h("li", { class: look }, swatch(look, colour), h("span", {}, name), h("small", {}, people));
}

/** Of some units only; of all where none are named. */
export function summaryOf(found: Classed, population: (number | null)[], classes: number, members: number[] | null): Summary {
  if (!members) return summary(found, { population }, classes);
  const { place, doubtful, uncertain, unverified } = found, at = <T>(list: ArrayLike<T>) => members.map((unit) => list[unit]);
  const part = {
    ...found, place: Int8Array.from(at(place)), doubtful: Uint8Array.from(at(doubtful)),
    uncertain: Uint8Array.from(at(uncertain)), unverified: Uint8Array.from(at(unverified)),
  };
  return summary(part, { population: at(population) }, classes);
}

export function drawLegend(context: Context, about: { name: string; members: number[] } | null): void {
  const { drawn, state: { question, category }, voice: { t, count } } = context;
  const list = document.querySelector("#legend-scale"), title = document.querySelector("#legend-title");
  if (!drawn || !list || !title) return;
  const { classes, units, period, found } = drawn, tallies = summaryOf(found, units.population, classes.colours.length, about?.members ?? null);
  const min = question.threshold ?? 0, last = classes.colours.length - 1, none = uncollected(found);
  const near = classes.colours[classes.gap_from === null ? last >> 1 : classes.gap_from - 1], far = classes.colours[Math.max(last - 1, 0)];
  const people = (inhabitants: number) => t("n_inhabitants", { n: count(inhabitants) });
  const extras = [
    ["is-uncertain", near, t("uncertain"), tallies.uncertain], ["is-unverified", far, t("unverified_key", { min }), tallies.unverified],
    ["is-doubtful", far, t("beyond_uncollected", { min }), tallies.doubtful],
    ["is-no-data", "", t("no_data"), tallies.noData], ["is-not-collected", "", t("not_collected"), tallies.notCollected],
  ] as const;
  const kind = category && categoryLook(context, category)?.label;
  const whose = document.querySelector("#legend-people");
  if (whose) whose.textContent = about ? t("people_of", { place: about.name }) : t("people_of_region");
  title.textContent = kind ? t("legend_of", { kind }) : period.legend;
  list.replaceChildren(
    ...(none ? [] : classes.colours.map((colour, place) => line("", colour, classes.labels[place], people(tallies.classes[place].inhabitants)))),
    ...extras.filter(([, , , tally]) => tally.units).map(([look, colour, name, tally]) => line(look, colour, name, people(tally.inhabitants))));
}
