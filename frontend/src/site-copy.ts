// The home page of a copy without a server: answers its own address, as the crow flies.
import { fileAddress, pageAddress } from "./page/addresses.ts";
import { h, must } from "./page/dom.ts";
import type { FinderConfig, Found } from "./finder/config.ts";
import { mark } from "./drawing/category-mark.ts";
import { askedOfCopy, nearOf, type AskedOfCopy, type StructuresOfCopy } from "./site-copy/near.ts";
import { placeAt, placesLike, placesOfCopy, type PlaceColumns } from "./site-copy/places-of-copy.ts";
import { voice } from "./page/words.ts";

const STEP = 20;

interface Start {
  label: string;
  lon: number;
  lat: number;
}

const box = must("#map-config"), root = document.documentElement.dataset;
const config = JSON.parse(box.textContent ?? "") as FinderConfig;
const said = voice(config.words, config.lang), { t } = said;

function startOf(asked: AskedOfCopy, places: PlaceColumns): Start | null {
  const known = places.code.indexOf(asked.commune);
  if (known >= 0) return placeAt(places, known);
  if (asked.at) return { ...asked.at, label: asked.q || t("my_position") };
  return placesLike(places, asked.q, 1)[0] ?? null;
}

function card(columns: StructuresOfCopy, { i, km }: { i: number; km: number }, rank: number): HTMLElement {
  const look = config.categories.find(({ key }) => key === columns.category[i]), sign = mark(look);
  (sign.firstChild as HTMLElement).textContent = String(rank);
  const about = columns.position_precision[i] === "commune" || columns.position_precision[i] === "unknown" ? "≈\u00a0" : "";
  return h("li", { class: `result kind-${columns.category[i]}`, id: `result-${rank}`, "data-rank": rank }, sign,
    h("h3", {}, columns.linked ? h("a", { href: pageAddress(`/structures/${encodeURIComponent(columns.id[i])}`, config.lang) }, columns.name[i]) : columns.name[i]),
    h("p", { class: "result-kind" }, [look?.label, columns.commune[i]].filter(Boolean).join(" · ")),
    h("p", { class: "result-time" }, h("b", {}, about + said.distance(km)), " ", t("copy_crow")),
    h("p", { class: "freshness" }, t(columns.verified[i] ? "copy_verified" : "copy_unverified")));
}

function shown(heading: string, ...rest: HTMLElement[]): void {
  const title = h("h2", { tabindex: -1 }, heading);
  must(".finder-list").append(h("section", { class: "finder-answer", id: "reponse" }, title, ...rest));
  title.focus({ preventScroll: true });
  title.scrollIntoView({ block: "start" });
}

function answer(asked: AskedOfCopy, places: PlaceColumns, columns: StructuresOfCopy): void {
  const start = startOf(asked, places);
  if (!start) {
    shown(asked.q ? t("copy_unknown", { q: asked.q }) : t("copy_choose"));
    return;
  }
  must<HTMLInputElement>("#q").value = start.label;
  const found = nearOf(columns, asked, start, config.categories), list = h("ol", { class: "results" });
  const more = h("button", { type: "button", class: "button", click: () => grow() }, t("copy_more"));
  function grow(): void {
    const from = list.children.length;
    list.append(...found.slice(from, from + STEP).map((one, n) => card(columns, one, from + n + 1)));
    more.hidden = list.children.length >= found.length;
  }
  grow();
  const results = found.slice(0, STEP).map(({ i, km }, n): Found => ({
    rank: n + 1, name: columns.name[i], kind: "", category: columns.category[i], apart: false,
    time: `${said.distance(km)} ${t("copy_crow")}`, lon: columns.lon[i], lat: columns.lat[i],
  }));
  box.textContent = JSON.stringify({ ...config, place: start, results });
  shown(found.length ? t("copy_found", { place: start.label }) : t("copy_none"), list, h("p", { class: "more-results" }, more));
}

async function run(asked: AskedOfCopy): Promise<void> {
  try {
    const file = fetch(fileAddress("/copie/structures.json")).then((one) => one.json() as Promise<StructuresOfCopy>);
    answer(asked, await placesOfCopy(), await file);
  } catch {
    shown(t("copy_failed"));
  }
  // The map waits for what it shows.
  root.answer = "done";
  document.dispatchEvent(new Event("numna:answered"));
}

const asked = askedOfCopy(location.search);
if (asked) {
  root.answer = "wait";
  must<HTMLInputElement>("#q").value = asked.q;
  if (asked.need) document.querySelector<HTMLInputElement>(`input[name=besoin][value=${CSS.escape(asked.need)}]`)?.click();
  void run(asked);
}
