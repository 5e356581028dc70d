// The legend of the second map: its title, its classes as a scale, its source.
import { uncollected } from "./classes.ts";
import type { Context, Drawn } from "./context.ts";
import { h, must } from "./dom.ts";

const swatch = (look: string, colour: string) => h("i", { class: `swatch ${look}`, "--c": colour || null, "aria-hidden": "true" });

export function besideLegend({ voice: { t } }: Pick<Context, "voice">, { units, period, classes, found }: Drawn): void {
  const entry = (look: string, colour: string, name: string) => h("li", {}, swatch(look, colour), h("span", {}, name));
  const last = classes.bounds.length, gapFrom = classes.gap_from ?? 1;
  const textures = ([["is-uncertain", "uncertain", found.uncertain], ["is-unverified", "unverified_short", found.unverified]] as const)
    .filter(([, , flags]) => flags.some(Boolean)).map(([look, name]) => entry(look, classes.colours[Math.max(0, gapFrom - 1)], t(name)));
  // Units of the bounds are said once, at the end of the scale.
  const scale = classes.colours.map((colour, place) => entry("", colour, place < last ? classes.labels[place].replace(/\u00a0(min|%)$/, "") : classes.labels[place]));
  must("#beside-title").textContent = units.of ? period.group_legend : period.legend;
  must("#beside-scale").replaceChildren(...(uncollected(found) ? [entry("is-not-collected", "", t("not_collected"))] : [...scale, ...textures]));
  must("#beside-source").textContent = [period.warning, period.sources[""]].filter(Boolean).join(" ");
}
