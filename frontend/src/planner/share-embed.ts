// Leads to the generator with what the map shows: its question, its place, its kind.
import type { Context } from "../map/context.ts";

type Shown = Pick<Context, "areas" | "config" | "state"> & { map: Pick<Context["map"], "getCenter" | "getZoom"> };

/** Two decimals are a kilometre: a view is published, and tells no address. */
const DIGITS = 2, ZOOM_DIGITS = 1;

export function generatorAddress({ map, areas, state, config }: Shown): string {
  const { lat, lng } = map.getCenter(), query = new URLSearchParams(), isGaps = state.mode === "gaps";
  // What is drawn, never what is marked over it: an embed has no marks of its own.
  const categories = isGaps ? [state.category].filter(Boolean) : state.filter;
  const code = areas.coverage?.codes[state.commune];
  query.set("quoi", isGaps ? "carte" : "trouver");
  // Where somebody is, or looks for an address, stays here.
  if (code && !state.place) query.set("territoire", `commune:${code}`);
  if (isGaps) query.set("indicateur", state.question.key);
  for (const category of categories) query.append("categories", category);
  if (isGaps && !state.place) query.set("vue", [lng.toFixed(DIGITS), lat.toFixed(DIGITS), map.getZoom().toFixed(ZOOM_DIGITS)].map(Number).join(","));
  if (config.lang === "en") {
    query.set("lang", "en");
    query.set("langue", "en");
  }
  return `/integrer?${query}`;
}
