// The embedded map of a copy: one plain file, whatever question and place are asked for.
import { h, must } from "../page/dom.ts";
import { MapData } from "../figures/data.ts";
import type { Question } from "../figures/config.ts";
import type { EmbedConfig } from "../embed/app.ts";
import { drawnOf, questionOf, type EmbedAsked } from "../embed/asked.ts";
import { departmentGaps, drawList } from "./embed-list.ts";
import { isKnownLevel, noteOf, wholeAt, type CopyConfig } from "./embed-page.ts";
import { groupName, placesOfCopy } from "./places-of-copy.ts";
import { voice } from "../page/words.ts";

/** Degrees around the region that a view may be in. */
const FAR = 1;

export function isFar([lon, lat]: [number, number, number], [[south, west], [north, east]]: EmbedConfig["bounds"]): boolean {
  return lon <= west - FAR || lon >= east + FAR || lat <= south - FAR || lat >= north + FAR;
}

async function nameOf(territory: [string, string], config: EmbedConfig): Promise<string | undefined> {
  if (territory[0] !== "commune") return groupName(territory, await new MapData(config).communes());
  const { code, name } = await placesOfCopy();
  return name[code.indexOf(territory[1])];
}

/** The page was written with the table of its own question; another one is counted anew. */
async function list(config: EmbedConfig, copy: CopyConfig, question: Question, category: string): Promise<void> {
  const { shown } = config, data = new MapData(config);
  if (question.key === shown.question && category === shown.category) return;
  const [measures, { departments }] = await Promise.all([data.measures(question.files.departement[question.period][category]), data.communes()]);
  drawList(departmentGaps(measures, departments), question, voice(config.words, config.lang), voice(copy.words, copy.lang));
}

/** Rewrites what the script of the map reads, before it does; then the words around it. */
export function mapOfCopy(asked: EmbedAsked, copy: CopyConfig): void {
  const box = must("#map-config"), config = JSON.parse(box.textContent ?? "") as EmbedConfig, note = noteOf(copy);
  const key = questionOf(asked), { territory, view } = asked;
  const { question, category } = drawnOf(asked, config);
  const far = view !== null && isFar(view, config.bounds), title = must("h1"), region = config.place;
  if (key && question.key !== key) note("no_such_question");
  if (asked.categories.length && !category) note("no_such_kind");
  if (far) note("far_view");
  const place = territory ? { level: territory[0], code: territory[1], name: "", bounds: null } : region;
  box.textContent = JSON.stringify({ ...config, place, shown: { question: question.key, category }, view: far ? null : view });
  title.textContent = question.question;
  if (!asked.legend) must(".embed-legend").remove();
  if (!asked.search) must("#embed-search").remove();
  if (asked.list) {
    list(config, copy, question, category).catch(() => { must(".embed-table").replaceWith(h("p", { class: "embed-hint" }, copy.words.failed)); });
  } else {
    must(".embed-list").remove();
    delete must("#embed-app").dataset.list;
  }
  must<HTMLAnchorElement>("#whole").href = wholeAt(asked);
  must(".embed-sources").replaceChildren(
    must(".embed-sources summary"), h("p", {}, question.help), h("p", {}, question.sources[category]),
    ...[...document.querySelectorAll(".embed-sources p")].slice(2),
  );
  const kind = copy.categories.find((one) => one.key === category)?.label ?? "";
  const said = (name: string) => {
    must(".embed-over").textContent = [name, kind].filter(Boolean).join(" · ");
    document.title = [question.question, name, kind].filter(Boolean).join(" · ");
  };
  said(territory ? "" : region.name);
  if (!territory || territory[0] === "region") return said(region.name);
  if (!isKnownLevel(territory[0])) {
    note("no_such_level");
    return said(region.name);
  }
  nameOf(territory, config).then((name) => {
    if (!name) note("outside");
    said(name ?? region.name);
  }, () => said(territory[1]));
}
