// The cells of the table of all areas: what the map says of each, in words.
import { NO_DATA, NOT_COLLECTED, UNCERTAIN } from "../figures/classes.ts";
import type { Classes } from "../figures/config.ts";
import type { Context, Drawn } from "../map/context.ts";
import type { Communes } from "../figures/data.ts";
import { h, type Child } from "../page/dom.ts";
import { borderLine, copperLine, groupLines, noMinutes } from "../map/pointer.ts";
import type { Rows, Sort } from "./table-rows.ts";

export interface Now {
  context: Context;
  drawn: Drawn;
  rows: Rows;
  communes: Communes;
}

export interface Column {
  title: string;
  /** Null for what cannot be sorted. */
  sort: Sort | null;
  look: string;
  cell: (unit: number) => Child[];
}

const TEXTURES: Record<number, string> = { [NO_DATA]: "is-no-data", [NOT_COLLECTED]: "is-not-collected" };

export function looksOf({ voice: { t } }: Context, classes: Classes, rows: Rows): [string, string][] {
  const there = (status: string) => rows.status.some((own, i) => own === status && rows.place[i] < 0);
  return [["", t("table_all_classes")], ...classes.labels.map((label, place): [string, string] => [String(place), label]),
    ...(["no_data", "not_collected"] as const).filter(there).map((key): [string, string] => [key, t(key)]),
    ...(rows.uncertain.some(Boolean) ? [["uncertain", t("uncertain")] as [string, string]] : [])];
}

function value({ context, drawn, rows }: Now, unit: number): string {
  const { voice, state: { question } } = context, { measures, classes } = drawn;
  if (rows.place[unit] < 0) return "—";
  if (classes.column === "value") return voice.share(measures.value[unit] ?? 0);
  const at = measures.nearest_min?.[unit] ?? null;
  return at === null ? noMinutes(context, question, measures) : voice.minutes(at);
}

function band({ drawn: { measures }, context: { voice: { t } } }: Now, unit: number): Child {
  const low = measures.low_min?.[unit] ?? null, high = measures.high_min?.[unit] ?? null;
  return low === null || high === null || low === high ? null : h("small", {}, t("table_band", { low, high }));
}

function missing({ drawn: { measures }, rows, context: { voice: { t, count } } }: Now, unit: number): string {
  const part = measures.numerator[unit], whole = measures.denominator[unit];
  return rows.place[unit] < 0 || part === null || whole === null ? "—" : t("table_of", { n: count(part), all: count(whole) });
}

function classOf({ drawn: { classes, found }, rows, context: { voice: { t } } }: Now, unit: number): Child[] {
  const place = rows.place[unit], texture = TEXTURES[place];
  const marks = [found.uncertain[unit] && "is-uncertain", found.unverified[unit] && "is-unverified"].filter(Boolean).join(" ");
  return [h("i", { class: `swatch ${texture ?? marks}`, "--c": classes.colours[place] ?? null, "aria-hidden": "true" }),
    place < 0 ? t(rows.status[unit]) : classes.labels[place]];
}

function toKnow({ context, drawn, rows }: Now, unit: number): string {
  const { voice: { t }, state: { question } } = context, { measures, found, units } = drawn, status = rows.status[unit];
  const plain = { measured: "table_measured", estimated: "table_estimated", no_data: "no_data", not_collected: "table_not_collected" } as const;
  const said = [
    status === "border_unknown" ? borderLine(context, question) : t(plain[status]),
    measures.band?.[unit] === UNCERTAIN && t("uncertain_here", { min: question.threshold ?? 0 }),
    found.unverified[unit] && t("table_unverified"),
    measures.inside?.[unit] && t("table_inside"),
    ...(units.of ? groupLines(context, question, measures, unit).slice(1) : [copperLine(context, measures, unit)])];
  return said.filter(Boolean).join(" · ");
}

export function columnsOf(now: Now): Column[] {
  const { context: { voice: { t, count }, state: { question, level } }, drawn: { classes }, rows, communes } = now;
  const minutes = classes.column === "nearest_min";
  const column = (sort: Sort | null, title: string, look: string, cell: (unit: number) => Child | Child[]): Column =>
    ({ sort, title, look, cell: (unit) => [cell(unit)].flat() });
  const department = (unit: number) => communes.departments[rows.department[unit] ?? ""] ?? "—";
  return [
    column("rank", t("table_rank"), "number", (i) => (rows.rank[i] ? [count(rows.rank[i]), rows.tied[i] > 0 && h("small", {}, t("table_tied", { n: count(rows.tied[i] + 1) }))] : "—")),
    column("name", t(`table_${level}`), "is-name", (i) => rows.name[i]),
    column("value", t(minutes ? "table_minutes" : "table_share"), "number is-value", (i) => [h("b", {}, value(now, i)), band(now, i)]),
    column("class", t("table_class"), "is-class", (i) => classOf(now, i)),
    column("missing", question.missing, "number", (i) => missing(now, i)),
    column("people", t("table_people"), "number", (i) => (rows.people[i] === null ? "—" : count(rows.people[i] ?? 0))),
    ...(level === "departement" ? [] : [column("department", t("table_departement"), "", department)]),
    ...(level === "commune" ? [column("epci", t("table_epci"), "", (i) => rows.epci[i] ?? "—")] : []),
    column("status", t("table_status"), "is-status", (i) => toKnow(now, i)),
  ];
}

/** The name opens the sheet of the commune, or shows the group. */
export const cellsOf = ({ drawn, rows, context: { voice: { t } } }: Now, columns: Column[], unit: number, open: (unit: number) => void): HTMLElement[] =>
  columns.map((column) => (column.look === "is-name"
    ? h("th", { scope: "row", class: column.look }, h("button", { type: "button", class: "link", click: () => open(unit) }, rows.name[unit]), drawn.units.parts.has(unit) && h("small", {}, t("part")))
    : h("td", { class: column.look || null }, ...column.cell(unit))));
