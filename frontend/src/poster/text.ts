// What a picture of the map says beside it: read where the page says it, so that both agree.
import type { Question } from "../figures/config.ts";
import type { Context } from "../map/context.ts";
import { all } from "../page/dom.ts";
import { layersOf } from "../map/layers.ts";
import { periodOf } from "../figures/scale.ts";

export interface LegendRow {
  label: string;
  /** `is-no-data`, `is-uncertain`…; "" is a plain class. */
  look: string;
  colour: string;
  /** Share of the longest bar, or null without one. */
  bar: number | null;
  units: string;
  people: string;
  gap: boolean;
}

export interface PosterText {
  title: string;
  /** How it was counted, in a sentence; each of two maps has its own. */
  method: string;
  legend: string;
  units: string;
  people: string;
  rows: LegendRow[];
  /** Bars of the histogram: x, y, width, height, colour. */
  bars: [number, number, number, number, string][];
  /** What its axis says: start, what is up and down, end. */
  axis: [string, string, string];
  /** The figures of the whole region. */
  region: string[];
  notes: string[];
  /** What has to be known before anybody reads a number. */
  cautions: string[];
  /** Which of them is that of the verified reading, and that of the period. */
  reading: string;
  warning: string;
  sources: string;
  departments: { title: string; counted: string; share: string; rows: [string, string, string][] };
  /** What the map beside it says of itself; null without one. */
  second: Pick<PosterText, "legend" | "rows" | "sources" | "method" | "region"> | null;
  /** Whose data, and who made this, when, at which address. */
  foot: string[];
}

const SHOWN = ".region-figure:not([hidden])";

const words = (found: Node | null) => (found?.textContent ?? "").replace(/\s+/g, " ").trim();

/** The text of what is shown; "" where it is hidden, or not there. */
function said(selector: string): string {
  const found = document.querySelector<HTMLElement>(selector);
  return found && !found.hidden && !found.closest("[hidden]") ? words(found) : "";
}

function legendRow(row: HTMLElement): LegendRow {
  const swatch = row.querySelector<HTMLElement>(".swatch"), bar = row.querySelector<HTMLElement>(".legend-bar i");
  const [units, people] = all(".number", row).map((cell) => cell.textContent ?? "");
  return {
    label: row.querySelector("th span")?.textContent ?? "", units: units ?? "", people: people ?? "",
    look: [...(swatch?.classList ?? [])].find((name) => name.startsWith("is-")) ?? "",
    colour: swatch?.style.getPropertyValue("--c") ?? "", bar: bar ? Number(bar.style.getPropertyValue("--w")) : null,
    gap: row.classList.contains("is-gap"),
  };
}

/** A class or a texture of the second map, whose counts stand under its name. */
function besideRow(row: HTMLElement): LegendRow {
  const swatch = row.querySelector<HTMLElement>(".swatch"), [units, people] = all("small b", row).map((cell) => cell.textContent ?? "");
  return {
    label: row.querySelector(":scope > span")?.textContent ?? "", units: units ?? "", people: people ?? "", bar: null, gap: false,
    look: [...(swatch?.classList ?? [])].find((name) => name.startsWith("is-")) ?? "", colour: swatch?.style.getPropertyValue("--c") ?? "",
  };
}

function second(other: Question, period: string): PosterText["second"] {
  return {
    legend: said("#beside-title"), rows: all("#beside-scale > li, #beside-keys > li").map(besideRow), sources: said("#beside-source"),
    method: periodOf(other, period).help, region: region(figureOf(other)),
  };
}

function bars(): PosterText["bars"] {
  return all("#legend-histogram:not([hidden]) svg rect").map((rect) => {
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name)));
    return [x, y, width, height, rect.getAttribute("fill") ?? "#000"];
  });
}

function departments(): PosterText["departments"] {
  const rows = all("#departments-rows tr").map((row): [string, string, string] => {
    const [counted, share] = all("td", row).map((cell) => cell.firstChild?.textContent ?? "");
    return [row.querySelector("th button, th")?.textContent ?? "", counted ?? "", share ?? ""];
  });
  return { title: said("#departments-title"), counted: said("#departments-counted"), share: said("table:has(#departments-rows) thead th:last-child"), rows };
}

/** The page says the figure of each question, and shows that of the one on the first map. */
const figureOf = ({ key }: Question) => `.region-figure[data-note-of="${key}"]`;

/** « 3 079 515 habitants sur 6 150 451, soit 50,1 % »; of premises, then and now. */
function region(box: string): string[] {
  const figures = all(`${box}:not(#region-category) > p:not(.note, .warning), ${box}#region-category > p:first-child`);
  // What stands in lines of its own on the page has no blank between its words.
  const apart = (cell: Element | null) => [...(cell?.childNodes ?? [])].map((part) => part.textContent?.trim()).join(" ");
  const times = all(`${box} .then-now > div`).map((row) => `${apart(row.querySelector("dt"))}\u00a0: ${apart(row.querySelector("dd"))}`);
  return [...figures.map((line) => line.textContent ?? ""), ...times].map((line) => line.replace(/\s*\n\s*/g, " ").trim()).filter(Boolean);
}

/** The day in the region, whatever the clock of the reader says. */
const PARIS = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" });

export const today = (now = new Date()): string => PARIS.format(now);

export function posterText(context: Context): PosterText {
  const { voice: { t, day }, state, config } = context, gaps = state.mode === "gaps";
  const reading = said(".readings-now"), warning = gaps ? said("#legend-warning") : "";
  const directories = !gaps || state.question.family !== null || layersOf(context).length > 0;
  // A figure of the region may have a caution of its own: that of Arcep on 2018, for one.
  const other = gaps ? state.other : null, beside = other && second(other, state.period);
  // With figures of then, that of the other question stands among its sources already.
  const late = other && words(document.querySelector(`${figureOf(other)} > .warning`));
  const cautions = gaps ? [warning, said(`${SHOWN} .warning`), late && !beside?.sources.includes(late) ? late : ""] : [];
  return {
    title: gaps ? [state.question, state.other].map((one) => one?.question).filter(Boolean).join(" ") : t("mode_find"),
    method: gaps ? periodOf(state.question, state.period).help : "", region: gaps ? region(SHOWN) : [],
    legend: gaps ? said("#legend-title") : "", units: said("#legend-units") || t("export_communes"), people: t("export_people"),
    rows: gaps ? all("#legend-rows tr").map(legendRow) : [], bars: gaps ? bars() : [],
    axis: [said(".histogram-start"), [said(".histogram-up"), said(".histogram-down")].filter(Boolean).join(" · "), said(".histogram-end")],
    notes: gaps ? [said("#legend-key"), said("#legend-note")].filter(Boolean) : [],
    cautions: [...new Set([...cautions, reading, directories && t("export_caution")].filter((text): text is string => Boolean(text)))],
    reading, warning, sources: gaps ? said("#legend-source") : "", departments: departments(),
    second: beside,
    foot: [config.attribution.join(" · "), t("export_made", { day: day(today()), url: location.href })],
  };
}
