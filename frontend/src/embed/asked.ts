// What the address of an embed asks; the other half is api/pages/embed/asked.py, and both
// read tests/pages/embed_asked.json. What cannot be read asks nothing.

import type { Question } from "../figures/config.ts";

export const KINDS = ["carte", "trouver", "fiche", "chiffre"] as const;
export type Kind = (typeof KINDS)[number];

export interface EmbedAsked {
  kind: Kind;
  /** Level and code. */
  territory: [string, string] | null;
  indicator: string | null;
  categories: string[];
  family: string | null;
  /** Longitude, latitude and zoom. */
  view: [number, number, number] | null;
  legend: boolean;
  search: boolean;
  list: boolean;
  /** Six hexadecimal digits. */
  colour: string | null;
  /** A path of ours. */
  logo: string | null;
  lang: "fr" | "en";
}

/** Whether the legend, the search and the list show where nothing is said of them. */
export const SHOWN: Record<Kind, [boolean, boolean, boolean]> = {
  carte: [true, false, false], trouver: [false, true, true], fiche: [false, false, false], chiffre: [false, false, false],
};

const MIN_ZOOM = 5, MAX_ZOOM = 17, MOST = 20;
const TERRITORY = /^(commune|epci|departement|region|zone_emploi|bassin_vie|custom):([0-9A-Za-z_-]{1,40})$/;
const WORD = /^[a-z][a-z0-9_]{0,59}$/, NUMBER = /^-?[0-9]{1,3}(\.[0-9]{1,12})?$/;
const COLOUR = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/, LOGO = /^(?:\/logos\/)?([\w-]{1,60}\.(?:png|svg))$/;
const FAMILIES = ["support", "host", "other"];

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
const matched = (shape: RegExp, text: string) => (shape.test(text) ? text : null);
const switched = (text: string | null, usual: boolean) => (text === "1" ? true : text === "0" ? false : usual);

function viewIn(text: string): [number, number, number] | null {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.length !== 3 || !parts.every((part) => NUMBER.test(part))) return null;
  const [lon, lat, zoom] = parts.map(Number);
  if (Math.abs(lon) > 180 || Math.abs(lat) > 85) return null;
  return [rounded(lon, 4), rounded(lat, 4), rounded(Math.min(Math.max(zoom, MIN_ZOOM), MAX_ZOOM), 2)];
}

function colourIn(text: string): string | null {
  const digits = COLOUR.exec(text.toLowerCase())?.[1];
  if (!digits) return null;
  return digits.length === 6 ? digits : [...digits].map((digit) => digit + digit).join("");
}

/** `address` is a path of ours with its parameters; only its kind and those are read. */
export function embedAsked(address: string): EmbedAsked {
  const { pathname, searchParams: given } = new URL(address, "http://here");
  const kind = KINDS.find((one) => one === pathname.split("/").pop()) ?? "carte", shown = SHOWN[kind];
  const first = (name: string) => given.get(name)?.trim() ?? "";
  const territory = TERRITORY.exec(first("territoire")), logo = LOGO.exec(first("logo"));
  const words = new Set(given.getAll("categories").join(",").split(",").map((word) => word.trim()));
  return {
    kind, territory: territory && [territory[1], territory[2]],
    indicator: matched(WORD, first("indicateur")),
    categories: [...words].filter((word) => WORD.test(word)).slice(0, MOST),
    family: FAMILIES.find((one) => one === first("famille")) ?? null,
    view: viewIn(first("vue")),
    legend: switched(first("legende"), shown[0]), search: switched(first("recherche"), shown[1]),
    list: switched(first("liste"), shown[2]),
    colour: colourIn(first("couleur")), logo: logo && `/logos/${logo[1]}`,
    lang: first("lang") === "en" ? "en" : "fr",
  };
}

/** The indicator that is asked for, by its key or by a family. */
export const questionOf = ({ indicator, family }: EmbedAsked): string | null =>
  indicator ?? ({ support: "support_beyond", host: "host_place_beyond" }[family ?? ""] ?? null);

/** What a map draws of it: a question, the one that the page was written for where there is none, and a kind that it has. */
export function drawnOf(asked: EmbedAsked, { questions, shown }: { questions: Question[]; shown: { question: string } }): { question: Question; category: string } {
  const named = (key: string | null) => questions.find((one) => one.key === key), question = named(questionOf(asked)) ?? named(shown.question) ?? questions[0];
  const [kind] = asked.categories, isOne = asked.categories.length === 1 && Object.hasOwn(question.sources, kind);
  return { question, category: isOne ? kind : "" };
}

/** Without the zeros that say nothing. */
function written(value: number): string {
  const text = value.toFixed(4).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}

/** The one address of an embed; nothing in it needs escaping but `&` in HTML. */
export function addressOf(asked: EmbedAsked): string {
  const usual = SHOWN[asked.kind], said = (now: boolean, at: number) => (now === usual[at] ? "" : String(Number(now)));
  const values: [string, string | null | undefined][] = [
    ["v", "1"], ["territoire", asked.territory?.join(":")], ["indicateur", asked.indicator],
    ["categories", asked.categories.join(",")], ["famille", asked.family], ["vue", asked.view?.map(written).join(",")],
    ["legende", said(asked.legend, 0)], ["recherche", said(asked.search, 1)], ["liste", said(asked.list, 2)],
    ["couleur", asked.colour], ["logo", asked.logo], ["lang", asked.lang === "en" ? "en" : null],
  ];
  return `/embed/${asked.kind}?${values.filter(([, value]) => value).map(([name, value]) => `${name}=${value}`).join("&")}`;
}

function onMap(asked: EmbedAsked): string {
  const { territory, view, categories } = asked;
  const parts: [string, string | null | undefined][] = [
    ["v", view && `${view[2]}/${view[1].toFixed(3)}/${view[0].toFixed(3)}`], ["q", questionOf(asked)],
    ["k", categories.length === 1 ? categories[0] : ""], ["c", territory?.[0] === "commune" ? territory[1] : ""],
  ];
  const said = parts.filter(([, value]) => value).map(([name, value]) => `${name}=${value}`).join("&");
  return said && `#${said}`;
}

/** Whether a finder is about a whole territory, rather than a place in it. */
export const listsOf = ({ kind, territory }: EmbedAsked): boolean =>
  kind === "trouver" && territory !== null && territory[0] !== "commune" && territory[0] !== "region";

/** Whose middle a finder starts from: the view, unless a territory narrower than the region is named. */
export const startOf = ({ territory, view }: EmbedAsked): EmbedAsked["view"] => (!territory || territory[0] === "region" ? view : null);

/** The page that an embed is a part of, with what was asked. */
export function wholeOf(asked: EmbedAsked): string {
  const { kind, territory, family, categories, lang } = asked, view = startOf(asked), english = lang === "en" ? ["lang=en"] : [];
  const at = (path: string, pairs: string[]) => path + (pairs.length ? `?${pairs.join("&")}` : "");
  if (kind === "carte") return at("/carte", english) + onMap(asked);
  if (kind !== "trouver" || listsOf(asked)) {
    return at(`/territoires/${(territory ?? ["region", "75"]).join("/")}`, english) + (kind === "trouver" ? "#places" : "");
  }
  const start = territory?.[0] === "commune" ? [`commune=${territory[1]}`] : view ? [`lon=${written(view[0])}`, `lat=${written(view[1])}`] : [];
  return at("/", [...start, ...(family ? [`famille=${family}`] : []), ...categories.map((one) => `categorie=${one}`), ...english]);
}
