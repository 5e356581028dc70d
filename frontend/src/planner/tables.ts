// The tables beside the map: departments by their gap, units most affected in view.
import { byDepartment, classed, drawnColumn, uncollected, type DepartmentRow } from "../figures/classes.ts";
import { calm, type Context } from "../map/context.ts";
import { h, must } from "../page/dom.ts";
import { byCommune, communeOf, unitAt, type Units } from "../figures/units.ts";

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
    uncertain += drawn.measures.uncertain?.[i] ?? (drawn.found.uncertain[i] ? denominator[i] ?? 0 : 0);
  });
  const values = { n: voice.count(missing), counted: question.counted, total: voice.count(total), share: voice.share(total ? missing / total : 0) };
  const known = context.config.categories.find((one) => one.key === category)?.known ?? 0;
  const absent = [known > 0 && voice.t("some_known", { n: voice.count(known) }), voice.t("region_not_collected")];
  box.replaceChildren(h("p", {}, total ? voice.t("region_category", values) : absent.filter(Boolean).join(" ")),
    ...(uncertain ? [h("p", { class: "note" }, voice.t("region_uncertain", { n: voice.count(uncertain), min: question.threshold ?? 0 }))] : []),
    h("p", { class: "note" }, drawn.period.sources[category] ?? ""));
}

function departmentLine(context: Context, row: DepartmentRow, colours: string[], show: (code: string) => void): HTMLElement {
  const { voice, state: { question } } = context;
  const share = row.total ? row.missing / row.total : null;
  const stack = h("span", { class: "stack", "aria-hidden": "true" },
    ...row.stack.map((part, place) => h("i", { "--w": part, "--c": colours[place] })));
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
  const { classes, units, departments } = drawn, byDepartments = units.level === "departement";
  const show = (code: string) => {
    const members = communes.department.flatMap((own, i) => (own === code ? [i] : []));
    if (byDepartments) context.set({ commune: members[0] });
    else map.flyToBounds(areas.boundsOf(members), { duration: 0.6, animate: !calm() });
  };
  // Others are counted by commune, or by department, never by parts of an EPCI.
  const beside = units.level === "epci" ? null : drawn.beside;
  const rows = byDepartment(byCommune(drawn.found, units), drawn.measures, communes, classes.colours.length, beside, departments);
  const caption = [uncollected(drawn.found) ? null : voice.t(byDepartments ? "departments_only" : "departments_caption"), beside && question.beside
    ? `${question.beside.counted}\u00a0: ${question.beside.source}` : null];
  must("#departments-caption").textContent = caption.filter(Boolean).join(" · ");
  must("#departments-counted").textContent = question.missing;
  must("#departments-rows").replaceChildren(...rows.map((row) => departmentLine(context, row, classes.colours, show)));
}

/** Units of which a commune's seat is in view. */
function inView({ communes, map }: Context, units: Units): Uint8Array {
  const found = new Uint8Array(units.count), view = map.getBounds();
  communes?.lat.forEach((lat, commune) => {
    const unit = unitAt(units, commune);
    if (unit >= 0 && !found[unit] && view.contains([lat, communes.lon[commune]])) found[unit] = 1;
  });
  return found;
}

/** Units in view, biggest gap first; equal gaps go by the number of people. */
export function worst(context: Context): number[] {
  const { drawn, communes, state: { question } } = context;
  if (!drawn || !communes) return [];
  // What is a gap does not depend on how classes are made.
  const { units, measures } = drawn, classes = units.of ? question.group_classes : question.classes;
  const column = drawnColumn(measures, classes), { place } = classed(measures, classes), seen = inView(context, units);
  const from = classes.gap_from ?? 1, found: number[] = [];
  for (let i = 0; i < column.length; i++) if (seen[i] && place[i] >= from) found.push(i);
  return found.sort((a, b) =>
    (column[b] ?? Infinity) - (column[a] ?? Infinity) || (units.population[b] ?? 0) - (units.population[a] ?? 0));
}

export function drawWorst(context: Context, open: (commune: number) => void): void {
  const { drawn, communes, state: { question }, voice } = context;
  if (!drawn || !communes) return;
  const { units, measures } = drawn, { level } = units, box = must(".worst");
  // The table of departments is the list of all of them.
  box.hidden = level === "departement";
  if (box.hidden) return;
  const found = worst(context), minutesOr = (found: number | null) => (found === null ? "—" : voice.minutes(found));
  const value = (i: number) => drawn.classes.column === "nearest_min" ? minutesOr(measures.nearest_min?.[i] ?? null)
    : `${voice.count(measures.numerator[i] ?? 0)} (${voice.share(measures.value[i] ?? 0)})`;
  must("#worst-title").textContent = voice.t(`worst_${level}`);
  must("#worst-unit").textContent = voice.t(`unit_${level}`);
  must("#worst-caption").textContent = uncollected(drawn.found) ? voice.t("region_not_collected") : voice.t("worst_caption", {
    shown: Math.min(SHOWN, found.length), all: voice.count(found.length), units: voice.t(`units_in_gap_${level}`) });
  must("#worst-value").textContent = units.of ? question.missing : question.unit;
  must("#worst-rows").replaceChildren(...found.slice(0, SHOWN).map((i) =>
    h("tr", {},
      h("th", { scope: "row" }, h("button", { type: "button", class: "link", click: () => open(communeOf(units, i)) }, units.names[i]),
        !units.of && h("small", {}, communes.departments[communes.department[i]] ?? "")),
      h("td", { class: "number" }, units.population[i] === null ? "—" : voice.count(units.population[i])),
      h("td", { class: "number" }, value(i)))));
}
