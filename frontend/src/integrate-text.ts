// What the generator writes of a choice; `api/pages/integrate_view.py` writes the same.
import type { EmbedAsked } from "./embed-asked.ts";

/** A number of pixels, brought to the nearest sensible one; null where there is none. */
export function pixels(text: string, least: number, most: number): string | null {
  const digits = text.trim().replace(/px$/, "").trim();
  return /^[0-9]+$/.test(digits) ? String(Math.min(Math.max(Number(digits.slice(0, 6)), least), most)) : null;
}

/** The page that an embed is a part of, with what it filters. */
export function wholePage({ kind, territory, indicator, categories, family, view, lang }: EmbedAsked): string {
  const [level, code] = territory ?? ["region", "75"], english = lang === "en" ? "?lang=en" : "";
  if (kind === "fiche" || kind === "chiffre") return `/territoires/${level}/${code}${english}`;
  if (kind === "carte") {
    const parts = [`q=${indicator ?? ""}`];
    if (view) parts.unshift(`v=${view[2]}/${view[1].toFixed(3)}/${view[0].toFixed(3)}`);
    if (level === "commune") parts.push(`c=${code}`);
    if (categories.length) parts.push(`l=${categories.join(",")}`);
    return `/carte${english}#${parts.join("&")}`;
  }
  const query = new URLSearchParams();
  if (level === "commune") {
    query.set("commune", code);
    if (family) query.set("famille", family);
  }
  if (lang === "en") query.set("lang", "en");
  return query.size ? `/?${query}` : "/";
}
