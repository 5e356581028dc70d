// What happens under the pointer, and under the cross of the keyboard.
import * as L from "leaflet";
import { statusOf, UNCERTAIN } from "../figures/classes.ts";
import type { Context } from "./context.ts";
import { redraws } from "./draw.ts";
import { unitOutline } from "./unit-outline.ts";
import { unitAt } from "../figures/units.ts";
import type { Question } from "../figures/config.ts";
import type { Measures } from "../figures/data.ts";
import { h, must } from "../page/dom.ts";

const INK = "#12303a";

/** When the copper network closes here, if somebody said so. */
export function copperLine({ voice }: Context, measures: Measures, commune: number): string | null {
  const date = measures.copper_dates?.[measures.copper?.[commune] ?? -1];
  if (!date) return null;
  const past = date < new Date().toISOString().slice(0, 10);
  return voice.t(past ? "copper_closed" : "copper_closes", { date: voice.day(date) });
}

export const borderLine = ({ voice }: Context, { threshold }: Question): string =>
  voice.t("border_unknown", { min: threshold ?? 0 });

/** Why no minutes are told: nothing answers anywhere, or no road leads there. */
export function noMinutes({ voice: { t } }: Context, question: Question, measures: Measures): string {
  if (measures.nearest_min?.some((found) => found !== null)) return t("no_road");
  return t(question.verified ? "none_verified" : "none_known");
}

/** Minutes with their band where they have one, or nothing where nothing can be reached. */
export function byCar({ voice: { t, minutes } }: Context, measures: Measures, commune: number): string | null {
  const [at, low, high] = [measures.nearest_min, measures.low_min, measures.high_min].map((column) => column?.[commune] ?? null);
  if (at === null) return null;
  if (low === null || high === null || low === high) return t("by_car", { time: minutes(at) });
  return t("by_car_about", { time: minutes(at), low: high < 60 ? low : minutes(low), high: minutes(high) });
}

function nearestLine(context: Context, measures: Measures, commune: number): string {
  const { voice: { t }, state: { question } } = context, time = byCar(context, measures, commune);
  if (time === null) return noMinutes(context, question, measures);
  if (measures.inside?.[commune]) return t(question.verified ? "verified_in_commune" : "nearest_in_commune");
  return t(question.verified ? "verified_at" : "nearest_at", { time });
}

/** What a group lacks, and what of it is not sure: never minutes, which are not averaged. */
export function groupLines({ voice: { t, count, share } }: Context, question: Question, measures: Measures, unit: number): string[] {
  const missing = measures.numerator[unit] ?? 0, all = measures.denominator[unit] ?? 0, min = question.threshold ?? 0;
  const lines = [t("group_missing", { missing: question.missing, n: count(missing), all: count(all), share: share(measures.value[unit] ?? 0) })];
  const uncertain = measures.uncertain?.[unit] ?? 0, border = measures.border?.[unit] ?? 0;
  if (uncertain > 0) lines.push(t("group_uncertain", { n: count(uncertain), min }));
  if (border > 0) lines.push(t("group_border", { n: count(border), min }));
  return lines;
}

/** Value with its unit, inhabitants, and what may be read into it. */
export function facts(context: Context, unit: number): (string | null)[] {
  const { drawn, voice, state: { question } } = context;
  if (!drawn) return [];
  const { measures, units } = drawn, status = statusOf(measures, unit), { t } = voice;
  const people = units.population[unit];
  const counted = people === null ? null : t("n_inhabitants", { n: voice.count(people) });
  const inhabitants = units.parts.has(unit) ? [counted, t("part")].filter(Boolean).join(", ") : counted;
  if (status === "no_data") return [t("no_data"), inhabitants];
  if (status === "not_collected") return [t("not_collected"), inhabitants];
  if (units.of) return [...groupLines(context, question, measures, unit), inhabitants];
  if (question.classes.column === "value") {
    const missing = measures.numerator[unit] ?? 0, all = measures.denominator[unit] ?? 0;
    const copper = copperLine(context, measures, unit);
    return [
      t("premises_left", { n: voice.count(missing), all: voice.count(all), share: voice.share(measures.value[unit] ?? 0) }),
      copper,
      inhabitants,
    ];
  }
  return [
    nearestLine(context, measures, unit),
    measures.unverified?.[unit] ? t("unverified_here", { min: question.threshold ?? 0 }) : null,
    measures.band?.[unit] === UNCERTAIN ? t("uncertain_here", { min: question.threshold ?? 0 }) : null,
    status === "border_unknown" ? borderLine(context, question) : null, inhabitants,
  ];
}

export function followPointer(context: Context, open: (commune: number) => void): void {
  const { map, areas } = context, tip = must("#tip");
  let over = -1, outline: L.Path | null = null;

  function leave(): void {
    over = -1;
    outline?.remove();
    outline = null;
    tip.hidden = true;
  }

  function move(event: L.LeafletMouseEvent): void {
    const { communes, state, drawn } = context;
    if (state.mode !== "gaps" || !communes || !drawn) return leave();
    const unit = unitAt(drawn.units, areas.areaAt(event.latlng));
    if (unit !== over) {
      leave();
      over = unit;
      if (unit < 0) return;
      outline = unitOutline(areas, drawn.units, unit, { color: INK, weight: 2 }).addTo(map);
      const lines = facts(context, unit).filter((line): line is string => line !== null);
      tip.replaceChildren(h("b", {}, drawn.units.names[unit]), ...lines.map((line) => h("span", {}, line)));
    }
    tip.hidden = unit < 0;
    const { x, y } = event.containerPoint, size = map.getSize();
    const left = x + 300 > size.x ? x - 16 - tip.offsetWidth : x + 16;
    const top = y + 120 > size.y ? y - 12 - tip.offsetHeight : y + 16;
    tip.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
  }

  if (window.matchMedia("(hover: hover)").matches) {
    map.on("mousemove", move).on("mouseout", leave);
  }
  map.on("click", (event: L.LeafletMouseEvent) => {
    if (context.taking) return context.taking(event.latlng);
    const commune = areas.areaAt(event.latlng);
    if (commune >= 0) open(commune);
  });
  const box = map.getContainer();
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== box) return;
    if (context.taking) return context.taking(map.getCenter());
    const commune = areas.areaAt(map.getCenter());
    if (commune >= 0) open(commune);
    else context.say(context.voice.t("nothing_under_cross"));
  });
  context.hear((changed) => {
    if (redraws(changed)) leave();
  });
}
