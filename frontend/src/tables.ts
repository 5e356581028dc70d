// The tables beside the map: departments by their gap, communes most affected in view.
import { byDepartment, drawnColumn, uncollected, type DepartmentRow } from "./classes.ts";
import type { Context } from "./context.ts";
import { h, must } from "./dom.ts";

const SHOWN = 10;

/** The region's total for one category; the page itself says that of the family. */
export function drawRegion(context: Context): void {
  const { drawn, state: { question, category }, voice } = context, box = must("#region-category");
  box.hidden = !category;
  if (!drawn || !category) return;
  const { numerator, denominator } = drawn.measures;
  let missing = 0, total = 0, uncertain = 0;
  drawn.found.place.forEach((place, i) => {
    if (place < 0) return;
    missing += numerator[i] ?? 0;
    total += denominator[i] ?? 0;
    if (drawn.found.uncertain[i]) uncertain += denominator[i] ?? 0;
  });
  const values = { n: voice.count(missing), counted: question.counted, total: voice.count(total), share: voice.share(total ? missing / total : 0) };
  const known = context.config.categories.find((one) => one.key === category)?.known ?? 0;
  const absent = [known > 0 && voice.t("some_known", { n: voice.count(known) }), voice.t("region_not_collected")];
  box.replaceChildren(h("p", {}, total ? voice.t("region_category", values) : absent.filter(Boolean).join(" ")),
    ...(uncertain ? [h("p", { class: "note" }, voice.t("region_uncertain", { n: voice.count(uncertain), min: question.threshold ?? 0 }))] : []),
    h("p", { class: "note" }, question.sources[category] ?? ""));
}

function departmentLine(context: Context, row: DepartmentRow, show: (code: string) => void): HTMLElement {
  const { voice, state: { question } } = context;
  const share = row.total ? row.missing / row.total : null;
  const stack = h("span", { class: "stack", "aria-hidden": "true" },
    ...row.stack.map((part, place) => h("i", { "--w": part, "--c": question.classes.colours[place] })));
  const besides = row.besides !== null && question.beside
    ? h("small", {}, `${voice.count(row.besides)} ${question.beside.counted}`) : null;
  return h("tr", {},
    h("th", { scope: "row" }, h("button", { type: "button", class: "link", click: () => show(row.code) }, row.name), !row.absent && stack),
    h("td", { class: "number" }, row.absent ? voice.t(row.absent) : voice.count(row.missing), besides),
    h("td", { class: "number" }, share === null ? "—" : voice.share(share)));
}

export function drawDepartments(context: Context): void {
  const { drawn, communes, state: { question }, voice, map, areas } = context;
  if (!drawn || !communes) return;
  const show = (code: string) => {
    const members = communes.department.flatMap((own, i) => (own === code ? [i] : []));
    map.flyToBounds(areas.boundsOf(members), { duration: 0.6 });
  };
  const rows = byDepartment(drawn.found, drawn.measures, communes, question.classes.colours.length, drawn.beside);
  const caption = [uncollected(drawn.found) ? null : voice.t("departments_caption"), drawn.beside && question.beside
    ? `${question.beside.counted}\u00a0: ${question.beside.source}` : null];
  must("#departments-caption").textContent = caption.filter(Boolean).join(" · ");
  must("#departments-counted").textContent = question.missing;
  must("#departments-rows").replaceChildren(...rows.map((row) => departmentLine(context, row, show)));
}

/** Communes in view, biggest gap first; equal gaps go by the number of people. */
export function worst(context: Context): number[] {
  const { drawn, communes, map, state: { question } } = context;
  if (!drawn || !communes) return [];
  const view = map.getBounds(), column = drawnColumn(drawn.measures, question.classes);
  const from = question.classes.gap_from ?? 1, found: number[] = [];
  for (let i = 0; i < column.length; i++) {
    if (drawn.found.place[i] >= from && view.contains([communes.lat[i], communes.lon[i]])) found.push(i);
  }
  return found.sort((a, b) =>
    (column[b] ?? Infinity) - (column[a] ?? Infinity) || (communes.population[b] ?? 0) - (communes.population[a] ?? 0));
}

export function drawWorst(context: Context, open: (commune: number) => void): void {
  const { drawn, communes, state: { question }, voice } = context;
  if (!drawn || !communes) return;
  const found = worst(context), minutesOr = (found: number | null) => (found === null ? "—" : voice.minutes(found));
  const value = (i: number) => {
    const { numerator, nearest_min, value: share } = drawn.measures;
    if (question.classes.column === "nearest_min") return minutesOr(nearest_min?.[i] ?? null);
    return `${voice.count(numerator[i] ?? 0)} (${voice.share(share[i] ?? 0)})`;
  };
  must("#worst-caption").textContent = uncollected(drawn.found) ? voice.t("region_not_collected") : voice.t("worst_caption", {
    shown: Math.min(SHOWN, found.length), all: voice.count(found.length) });
  must("#worst-value").textContent = question.unit;
  must("#worst-rows").replaceChildren(...found.slice(0, SHOWN).map((i) =>
    h("tr", {},
      h("th", { scope: "row" }, h("button", { type: "button", class: "link", click: () => open(i) }, communes.name[i]),
        h("small", {}, communes.departments[communes.department[i]] ?? "")),
      h("td", { class: "number" }, communes.population[i] === null ? "—" : voice.count(communes.population[i])),
      h("td", { class: "number" }, value(i)))));
}
