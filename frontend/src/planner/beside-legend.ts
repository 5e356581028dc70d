// The legend of the second map: its title, its classes with who is in each, its textures, its source.
import { uncollected } from "../figures/classes.ts";
import type { Question } from "../figures/config.ts";
import type { Context, Drawn } from "../map/context.ts";
import { h, must } from "../page/dom.ts";
import { countsOf, legendKeys, tellSources } from "./legend-keys.ts";

const swatch = (look: string, colour: string) => h("i", { class: `swatch ${look}`, "--c": colour || null, "aria-hidden": "true" });

export function besideLegend(context: Pick<Context, "voice">, question: Question, drawn: Drawn): void {
  const { voice: { t } } = context, { units, period, classes, found } = drawn, { tallies, keys } = legendKeys(context, question, drawn);
  const last = classes.bounds.length, none = uncollected(found);
  // Units of the bounds are said once, at the end of the scale.
  const scale = classes.colours.map((colour, place) => h("li", {}, swatch("", colour),
    h("span", {}, place < last ? classes.labels[place].replace(/\u00a0(min|%)$/, "") : classes.labels[place]), countsOf(context, units, tallies.classes[place])));
  must("#beside-title").textContent = units.of ? period.group_legend : period.legend;
  must("#beside-scale").replaceChildren(...(none ? [] : scale));
  must("#beside-counts").textContent = none ? "" : t("tallies", { units: t(`units_${units.level}`) });
  must("#beside-keys").replaceChildren(...keys.map(({ look, colour, short, long, tally }) =>
    h("li", { title: long }, swatch(look, colour), h("span", {}, short), countsOf(context, units, tally))));
  tellSources("#beside", [period.warning, period.sources[""]].filter(Boolean).join(" "));
}
