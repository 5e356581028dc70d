// The embedded finder of a copy: answers from the copy's files, as the crow flies.
import { fileAddress, pageAddress } from "./addresses.ts";
import { h, must } from "./dom.ts";
import type { EmbedAsked } from "./embed-asked.ts";
import { noteOf, wholeAt, type CopyConfig } from "./embed-copy-page.ts";
import { mark } from "./look.ts";
import { nearOf, type StructuresOfCopy } from "./near-copy.ts";
import { placeAt, placesLike, placesOfCopy, type PlaceFound } from "./places-of-copy.ts";
import { voice, type Voice } from "./words.ts";

const MOST = 8;

function answerOf(copy: CopyConfig, { t, distance }: Voice, columns: StructuresOfCopy, cited: Record<string, string>, { i, km }: { i: number; km: number }, rank: number): HTMLElement {
  const look = copy.categories.find(({ key }) => key === columns.category[i]), sign = mark(look);
  (sign.firstChild as HTMLElement).textContent = String(rank);
  const about = ["commune", "unknown"].includes(columns.position_precision[i]) ? "≈\u00a0" : "", source = cited[columns.source[i]] ?? "";
  const link = h("a", { href: pageAddress(`/structures/${encodeURIComponent(columns.id[i])}`, copy.lang), target: "_blank", rel: "noopener" }, columns.name[i], h("span", { class: "unseen" }, ` ${t("new_tab")}`));
  return h("li", { class: `embed-answer kind-${columns.category[i]}` }, sign, h("h2", {}, columns.linked ? link : columns.name[i]),
    h("p", { class: "embed-kind" }, [look?.label, columns.commune[i]].filter(Boolean).join(" · ")),
    h("p", { class: "embed-time" }, h("b", {}, about + distance(km)), ` ${t("crow")}`),
    h("p", { class: "embed-fine" }, [t(columns.verified[i] ? "verified" : "unverified"), source && t("source", { source })].filter(Boolean).join(" · ")));
}

async function placeOf(asked: EmbedAsked, typed: string): Promise<PlaceFound | null> {
  const places = await placesOfCopy();
  if (typed) return placesLike(places, typed, 1)[0] ?? null;
  const known = asked.territory?.[0] === "commune" ? places.code.indexOf(asked.territory[1]) : -1;
  return known < 0 ? null : placeAt(places, known);
}

async function answer(asked: EmbedAsked, copy: CopyConfig, typed: string): Promise<void> {
  const said = voice(copy.words, copy.lang), note = noteOf(copy), { t } = said;
  const file = fetch(fileAddress("/copie/structures.json")).then((one) => one.json() as Promise<StructuresOfCopy>);
  const [place, columns] = await Promise.all([placeOf(asked, typed), file]);
  if (!place) return typed ? note("unknown_place", { q: typed }) : note("outside");
  const { family, categories } = asked, whole = wholeAt({ ...asked, territory: ["commune", place.code] });
  const cited = JSON.parse(must("#copy-sources").textContent ?? "{}") as Record<string, string>;
  const found = nearOf(columns, { q: "", commune: place.code, at: null, need: "", family: family ?? "", categories }, place).slice(0, MOST);
  const sources = [...new Set(found.map(({ i }) => cited[columns.source[i]]).filter(Boolean))].sort().join(" ; ");
  must("h1").textContent = t("found", { place: place.label });
  must<HTMLAnchorElement>("#whole").href = whole;
  must<HTMLInputElement>("#q").value = place.label;
  if (!asked.search) must(".embed-ask").remove();
  document.querySelector("main > .embed-hint")?.remove();
  if (sources) must(".embed-sources p").textContent = t("sources", { sources });
  const answers = h("ol", { class: "embed-answers", "aria-label": t("found", { place: place.label }) }, found.map((one, n) => answerOf(copy, said, columns, cited, one, n + 1)));
  must("#contenu").append(h("p", { class: "embed-hint" }, t(found.length ? "finder" : "find_none")), ...(asked.list ? [answers] : []),
    h("p", { class: "embed-hint" }, h("a", { href: whole, target: "_blank", rel: "noopener" }, t("find_all"), h("span", { class: "unseen" }, ` ${t("new_tab")}`))));
}

/** Reads the address and answers it; the form leads to this very page. */
export async function answerCopy(asked: EmbedAsked, copy: CopyConfig): Promise<void> {
  const typed = new URLSearchParams(location.search).get("q")?.trim() ?? "", form = must<HTMLFormElement>(".embed-ask");
  // What is asked stays asked; only the place is typed anew.
  form.action = location.pathname;
  for (const hidden of form.querySelectorAll("input[type=hidden]")) hidden.remove();
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (name !== "q" && name !== "territoire") form.append(h("input", { type: "hidden", name, value }));
  }
  if (!typed && !asked.territory) return;
  await answer(asked, copy, typed).catch(() => { noteOf(copy)("failed"); });
}
