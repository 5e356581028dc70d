// Leads to the generator with what the map shows: its question, its place, its marks.
import type { Context } from "./context.ts";

const DIGITS = 4, ZOOM_DIGITS = 1;

export function generatorAddress({ map, areas, state }: Context): string {
  const { lat, lng } = map.getCenter(), query = new URLSearchParams(), isGaps = state.mode === "gaps";
  const categories = isGaps ? state.layers : state.filter, code = areas.coverage?.codes[state.commune];
  query.set("quoi", isGaps ? "carte" : "trouver");
  if (code) query.set("territoire", `commune:${code}`);
  if (isGaps) query.set("indicateur", state.question.key);
  for (const category of categories) query.append("categories", category);
  query.set("vue", [lng.toFixed(DIGITS), lat.toFixed(DIGITS), map.getZoom().toFixed(ZOOM_DIGITS)].map(Number).join(","));
  if (document.documentElement.lang === "en") {
    query.set("lang", "en");
    query.set("langue", "en");
  }
  return `/integrer?${query}`;
}
