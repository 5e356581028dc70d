// The pages of embeds in a copy: where they are, and what is said over them.
import { pageAddress } from "../page/addresses.ts";
import type { CategoryLook } from "../figures/config.ts";
import { h, must } from "../page/dom.ts";
import { questionOf, wholeOf, type EmbedAsked } from "../embed/asked.ts";
import type { Words } from "../page/words.ts";

export interface CopyConfig {
  lang: "fr" | "en";
  /** The indicator that the page was written for, where it is not the usual one. */
  question: string;
  categories: CategoryLook[];
  words: Words;
}

/** The indicator of a figure where none is asked for; api/pages/embed/figures.py calls it first. */
export const USUAL = "support_beyond";

/** Levels of which a copy holds who is a member. */
export const isKnownLevel = (level: string): boolean => ["commune", "epci", "departement", "region"].includes(level);

export const plainAt = ({ kind, lang }: EmbedAsked): string => pageAddress(`/embed/${kind}`, lang);

/** Where figures may be, the best first: of the indicator that is asked for, or the usual one. */
export function figuresAt(asked: EmbedAsked): string[] {
  const { kind, territory, lang } = asked, question = kind === "chiffre" ? questionOf(asked) : null;
  if (!territory && !question) return [plainAt(asked)];
  const about = `/embed/${kind}/${(territory ?? ["region", "75"]).join("/")}`;
  return [...(question ? [`${about}/${question}`] : []), about].map((path) => pageAddress(path, lang));
}

/** Says something over what the embed shows. */
export function noteOf({ words }: CopyConfig): (key: string, values?: Record<string, string>) => void {
  return (key, values = {}) => {
    const text = (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
    must("#contenu").prepend(h("p", { class: "embed-note" }, text));
  };
}

/** The page that an embed is a part of, as the copy calls it. */
export function wholeAt(asked: EmbedAsked): string {
  const { pathname, search, hash } = new URL(wholeOf(asked), "http://here"), given = new URLSearchParams(search);
  given.delete("lang");
  const rest = String(given);
  return pageAddress(pathname, asked.lang) + (rest && `?${rest}`) + hash;
}
