// The embedded finder of a copy: answers from the copy's files, as the crow flies.
import { fileAddress, pageAddress } from "../page/addresses.ts";
import { h, must } from "../page/dom.ts";
import { listsOf, startOf, type EmbedAsked } from "../embed/asked.ts";
import { familyOf, inside, kindsOf, membersIn } from "./embed-inside.ts";
import { isKnownLevel, noteOf, wholeAt, type CopyConfig } from "./embed-page.ts";
import { mark } from "../drawing/category-mark.ts";
import { nearOf, type StructuresOfCopy } from "./near.ts";
import { groupName, nearestPlace, placeAt, placesLike, placesOfCopy, type PlaceColumns, type PlaceFound } from "./places-of-copy.ts";
import { voice, type Voice } from "../page/words.ts";

const MOST = 8, MOST_LISTED = 30;

interface Copied {
  copy: CopyConfig;
  voice: Voice;
  places: PlaceColumns;
  columns: StructuresOfCopy;
  /** How each source is cited, by its key. */
  cited: Record<string, string>;
}

const isAbout = (precision: string): boolean => ["commune", "unknown"].includes(precision);

function opening({ voice: { t } }: Copied, href: string, text: string): HTMLElement {
  return h("a", { href, target: "_blank", rel: "noopener" }, text, h("span", { class: "unseen" }, ` ${t("new_tab")}`));
}

/** `kinds` are what it is called; `rank` and `km` are of what is near: a list of a territory has neither. */
function answerOf(found: Copied, i: number, kinds: string[], rank?: number, km?: number): HTMLElement {
  const { copy, columns, cited, voice: { t, distance } } = found, looks = kinds.map((kind) => copy.categories.find(({ key }) => key === kind)), look = looks[0], sign = mark(look);
  if (rank !== undefined) (sign.firstChild as HTMLElement).textContent = String(rank);
  const source = cited[columns.source[i]] ?? "", about = isAbout(columns.position_precision[i]);
  const link = () => opening(found, pageAddress(`/structures/${encodeURIComponent(columns.id[i])}`, copy.lang), columns.name[i]);
  const known = [t(columns.verified[i] ? "verified" : "unverified"), km === undefined && about && t("about"), source && t("source", { source })];
  return h("li", { class: `embed-answer kind-${columns.category[i]}` }, sign, h("h2", {}, columns.linked ? link() : columns.name[i]),
    h("p", { class: "embed-kind" }, [looks.map((one) => one?.label).filter(Boolean).join(", "), columns.commune[i]].filter(Boolean).join(" · ")),
    km !== undefined && h("p", { class: "embed-time" }, h("b", {}, (about ? "≈\u00a0" : "") + distance(km)), ` ${t("crow")}`),
    h("p", { class: "embed-fine" }, known.filter(Boolean).join(" · ")));
}

function placeOf(asked: EmbedAsked, places: PlaceColumns, typed: string): PlaceFound | null {
  if (typed) return placesLike(places, typed, 1)[0] ?? null;
  const { territory } = asked, view = startOf(asked);
  if (view) return nearestPlace(places, { lon: view[0], lat: view[1] });
  const known = territory?.[0] === "commune" ? places.code.indexOf(territory[1]) : -1;
  return known < 0 ? null : placeAt(places, known);
}

/** What is looked for, over the heading, where something is. */
function kinds({ categories: looks, words }: CopyConfig, { categories, family }: EmbedAsked): void {
  const named = categories.map((key) => looks.find((look) => look.key === key)?.label).filter(Boolean).join(", ");
  const over = named || (family ? words[`family_${family}`] : "");
  if (over) must("h1").before(h("p", { class: "embed-over" }, over));
}

/** The heading, the sources, and what is below the field. */
function show(found: Copied, asked: EmbedAsked, title: string, whole: string, told: number[], ...content: HTMLElement[]): void {
  const { columns, cited, voice: { t } } = found, sources = [...new Set(told.map((i) => cited[columns.source[i]]).filter(Boolean))].sort().join(" ; ");
  must("h1").textContent = title;
  kinds(found.copy, asked);
  must<HTMLAnchorElement>("#whole").href = whole;
  if (!asked.search) must(".embed-ask").remove();
  document.querySelector("main > .embed-hint")?.remove();
  if (sources) must(".embed-sources p").textContent = t("sources", { sources });
  must("#contenu").append(...content);
}

const hint = (...content: (string | HTMLElement)[]): HTMLElement => h("p", { class: "embed-hint" }, ...content);

function near(found: Copied, asked: EmbedAsked, place: PlaceFound): void {
  const { columns, voice: { t } } = found, { categories } = asked, whole = wholeAt({ ...asked, territory: ["commune", place.code] });
  const all = nearOf(columns, { q: "", commune: place.code, at: null, need: "", family: familyOf(asked), categories }, place, found.copy.categories).slice(0, MOST);
  const title = t("found", { place: place.label });
  must<HTMLInputElement>("#q").value = place.label;
  show(found, asked, title, whole, all.map(({ i }) => i), hint(t(all.length ? "finder" : "find_none")),
    ...(asked.list ? [h("ol", { class: "embed-answers", "aria-label": title }, all.map(({ i, km }, n) => answerOf(found, i, [columns.category[i]], n + 1, km)))] : []),
    hint(opening(found, whole, t("find_all"))));
}

/** Who is in a territory; where nobody is, who is near its most populous commune. */
function list(found: Copied, asked: EmbedAsked, territory: [string, string]): void {
  const { columns, places, voice: { t, count }, copy: { categories: looks } } = found, members = membersIn(territory, places), place = groupName(territory, places) ?? "", note = noteOf(found.copy);
  if (!members.length) return note(isKnownLevel(territory[0]) ? "outside" : "no_such_level");
  const all = inside(columns, asked, members.map((i) => places.code[i]), looks), whole = wholeAt(asked);
  if (!all.length) {
    const seat = placeAt(places, members[0]);
    near(found, asked, seat);
    return note("inside_none", { place, near: seat.label });
  }
  const [one, several = one] = t("inside", { n: count(all.length), place }).split("|"), title = all.length === 1 ? one : several;
  show(found, asked, title, whole, all, ...(asked.list ? [
    ...(asked.search ? [hint(t("inside_hint"))] : []),
    h("ul", { class: "embed-answers", "aria-label": title }, all.slice(0, MOST_LISTED).map((i) => answerOf(found, i, kindsOf(columns, asked, looks, i)))),
    ...(all.length > MOST_LISTED ? [hint(t("inside_first", { n: count(MOST_LISTED) }), " ", opening(found, whole, t("inside_sheet")))] : []),
  ] : []));
}

async function answer(asked: EmbedAsked, copy: CopyConfig, typed: string): Promise<void> {
  const file = fetch(fileAddress("/copie/structures.json")).then((one) => one.json() as Promise<StructuresOfCopy>);
  const [places, columns] = await Promise.all([placesOfCopy(), file]), note = noteOf(copy);
  const cited = JSON.parse(must("#copy-sources").textContent ?? "{}") as Record<string, string>;
  const found: Copied = { copy, voice: voice(copy.words, copy.lang), places, columns, cited };
  if (!typed && asked.territory && listsOf(asked)) return list(found, asked, asked.territory);
  const place = placeOf(asked, places, typed);
  if (place) return near(found, asked, place);
  if (typed) note("unknown_place", { q: typed });
  else note(startOf(asked) ? "far_start" : "outside");
}

/** Reads the address and answers it; the form leads to this very page. */
export async function answerCopy(asked: EmbedAsked, copy: CopyConfig): Promise<void> {
  const typed = new URLSearchParams(location.search).get("q")?.trim() ?? "", form = must<HTMLFormElement>(".embed-ask");
  // What is asked stays asked; only the place is typed anew.
  form.action = location.pathname;
  for (const hidden of form.querySelectorAll("input[type=hidden]")) hidden.remove();
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (!["q", "territoire", "vue"].includes(name)) form.append(h("input", { type: "hidden", name, value }));
  }
  const starts = typed || startOf(asked) || (asked.territory && asked.territory[0] !== "region");
  if (starts) await answer(asked, copy, typed).catch(() => { noteOf(copy)("failed"); });
}
