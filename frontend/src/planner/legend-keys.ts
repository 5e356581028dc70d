// What both legends of the map say alike: textures, counts, sources.
import { summary, type Summary, type Tally } from "../figures/classes.ts";
import type { Question } from "../figures/config.ts";
import type { Context, Drawn } from "../map/context.ts";
import { h, must } from "../page/dom.ts";

/** Letters of two lines. */
const SHORT = 130;

export interface Key {
  look: string;
  /** Of the ground under the texture; none where the texture is all. */
  colour: string;
  /** For a scale. */
  short: string;
  long: string;
  tally: Tally;
}

/** Classes with what is in each, and the textures that are on the map. */
export function legendKeys({ voice: { t } }: Pick<Context, "voice">, question: Question, drawn: Drawn): { tallies: Summary; keys: Key[] } {
  const { classes: { colours, gap_from: from }, found, units } = drawn, min = question.threshold ?? 0;
  const tallies = summary(found, units, colours.length), last = colours.length - 1;
  const near = colours[from === null ? last >> 1 : from - 1], far = colours[Math.max(last - 1, 0)];
  const key = (look: string, colour: string, short: string, long: string, tally: Tally): Key => ({ look, colour, short, long, tally });
  const keys = [
    key("is-uncertain", near, t("uncertain"), t("uncertain_key", { min }), tallies.uncertain),
    key("is-unverified", far, t("unverified_short"), t("unverified_key", { min }), tallies.unverified),
    key("is-doubtful", far, t("border_short"), t("beyond_uncollected", { min }), tallies.doubtful),
    key("is-no-data", "", t("no_data"), t("no_data"), tallies.noData),
    key("is-not-collected", "", t("not_collected"), t("not_collected"), tallies.notCollected),
  ];
  return { tallies, keys: keys.filter(({ tally }) => tally.units) };
}

/** How many are in a class, under its name in a scale: areas, then their people. */
export function countsOf({ voice: { t, count } }: Pick<Context, "voice">, { level }: Drawn["units"], tally: Tally): HTMLElement {
  const said = t(`tally_${level}`, { n: count(tally.units), people: count(tally.inhabitants) });
  return h("small", {}, h("span", { class: "unseen" }, said), h("b", { "aria-hidden": "true" }, count(tally.units)), h("b", { "aria-hidden": "true" }, count(tally.inhabitants)));
}

/** A list of sources that would hide the map is cut, for eyes alone, until it is asked for. */
export function tellSources(legend: "#legend" | "#beside", sources: string): void {
  const text = must(`${legend}-source`), more = must<HTMLButtonElement>(`${legend}-more`);
  text.textContent = sources;
  more.hidden = sources.length <= SHORT;
  text.classList.toggle("is-cut", !more.hidden && more.getAttribute("aria-expanded") === "false");
  more.onclick = () => {
    more.setAttribute("aria-expanded", String(text.classList.contains("is-cut")));
    text.classList.toggle("is-cut");
  };
}
