// A second map beside the first: another question of the same units, in the same place.
import * as L from "leaflet";
import { home, panes } from "../map/base.ts";
import { besideLegend } from "./beside-legend.ts";
import { classed } from "../figures/classes.ts";
import type { Question } from "../figures/config.ts";
import { isSmall, type Context, type Drawn } from "../map/context.ts";
import { h, must } from "../page/dom.ts";
import { together } from "./follow.ts";
import { given } from "../map/given.ts";
import { TownLabels } from "../map/labels.ts";
import { facts } from "../map/pointer.ts";
import { classesOf, periodOf } from "../figures/scale.ts";
import { unitOutline } from "../map/unit-outline.ts";
import { byCommune, rankOf, unitAt, unitsOf } from "../figures/units.ts";

const INK = "#12303a", RESIZED_MS = 80;
/** Pixels of the buttons that move the map; width over height of the region; a half where the legend stands beside its foot. */
const PADS = 98, SHAPE = 0.71, ROOMY = 480, FOOT = 0.62;

/** Where neither buttons nor legends are, on either map. */
function room(box: DOMRect): L.FitBoundsOptions {
  const rect = (selector: string) => must(selector).getBoundingClientRect(), views = rect(".map-views");
  const legends = [rect(".legend"), rect(".beside-legend")].filter(({ height }) => height);
  const under = Math.max(...legends.map(({ top }) => box.bottom - top), 60) + 4, above = Math.max(views.bottom - box.top, 40) + 6;
  if (isSmall()) {
    const spare = box.height - above - under - (box.width - 16) / SHAPE;
    return { paddingTopLeft: [8, above], paddingBottomRight: [8, under + Math.max(0, Math.min(PADS, spare))] };
  }
  return { paddingTopLeft: [8, above], paddingBottomRight: [52, box.width < ROOMY ? under : under * FOOT] };
}

/** Another question, at the level, of the period and in the classes of the first map. */
async function drawn({ state: { level, period, classes: method }, data, areas, communes, voice }: Context, question: Question): Promise<Drawn> {
  const own = periodOf(question, period), measures = await data.measures(question.files[level][own.key][""]);
  const units = unitsOf(level, areas.coverage?.codes ?? [], communes), classes = classesOf(question, level, method, measures, voice);
  return { units, period: own, classes, measures, beside: null, departments: null, found: classed(measures, classes) };
}

export function compareMaps(context: Context): void {
  const { map, areas, config, voice: { t }, root, data, communes } = context;
  const button = must("#open-beside"), box = must("#beside-box"), choice = must<HTMLSelectElement>("#beside-question"), tip = must("#beside-tip");
  const parts = given.beside;
  let second: L.Map | null = null, names: TownLabels | null = null, now: Drawn | null = null, over = -1, outline: L.Path | null = null, framed = "", paper = false;
  if (!parts || !communes) return;
  const ground = must(".area-map.is-beside"), shown = () => !box.hidden;

  function leave(): void {
    over = -1;
    outline?.remove();
    outline = null;
    tip.hidden = true;
  }

  /** The same unit on the second map, with what that map says of it. */
  function point(at: L.LatLng): void {
    const { other, mode } = context.state;
    if (!second || !now || !other || !shown() || mode !== "gaps") return leave();
    const unit = unitAt(now.units, areas.areaAt(at));
    if (unit !== over) {
      leave();
      over = unit;
      if (unit < 0) return;
      outline = unitOutline(areas, now.units, unit, { color: INK, weight: 2 }).addTo(second);
      const lines = facts({ ...context, drawn: now, state: { ...context.state, question: other, category: "" } }, unit);
      tip.replaceChildren(h("b", {}, now.units.names[unit]), ...lines.filter(Boolean).map((line) => h("span", {}, line)));
    }
    tip.hidden = unit < 0;
    const { x, y } = second.latLngToContainerPoint(at), size = second.getSize();
    const left = x + 300 > size.x ? x - 16 - tip.offsetWidth : x + 16, top = y + 120 > size.y ? y - 12 - tip.offsetHeight : y + 16;
    tip.style.transform = `translate(${ground.offsetLeft + Math.max(4, left)}px, ${ground.offsetTop + Math.max(4, top)}px)`;
  }

  function made({ map: make, areas: mine }: NonNullable<typeof parts>): L.Map {
    const found = make();
    panes(found);
    found.attributionControl.remove();
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(found);
    ground.setAttribute("role", "region");
    ground.setAttribute("aria-describedby", "map-help");
    found.setView(map.getCenter(), map.getZoom(), { animate: false });
    if (areas.coverage) mine.setOutlines(areas.coverage);
    mine.addTo(found);
    // The same borders as on the first map, decoded once.
    void Promise.all([data.land(), data.neighbours()]).then((lands) => mine.setLands(...lands), () => undefined);
    if (communes) names = new TownLabels(communes, () => []).addTo(found);
    together(map, found, () => shown() && !paper);
    const forward = (type: "mousemove" | "click") => ({ latlng }: L.LeafletMouseEvent) =>
      map.fire(type, { latlng, containerPoint: map.latLngToContainerPoint(latlng), layerPoint: map.latLngToLayerPoint(latlng) });
    found.on("mousemove", forward("mousemove")).on("click", forward("click"));
    found.on("mouseout", () => { map.fire("mouseout"); });
    ground.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target === ground) map.fire("click", { latlng: found.getCenter() });
    });
    return found;
  }

  const view = () => `${map.getZoom().toFixed(3)} ${map.getCenter().toString()}`;

  /** The whole region on both maps; again once legends have their height, unless somebody moved it. */
  function frame(): void {
    map.fitBounds(config.bounds, { animate: false, ...room(map.getContainer().getBoundingClientRect()) });
    framed = view();
  }

  async function paint(): Promise<void> {
    const { other, mode } = context.state;
    if (!other || mode !== "gaps" || !parts) return;
    const found = await drawn(context, other);
    if (context.state.other !== other || found.units.level !== context.state.level) return;
    now = found;
    leave();
    parts.areas.setClasses(byCommune(found.found, found.units), found.classes, rankOf(found.units.level));
    besideLegend(context, other, found);
    if (framed === view()) frame();
    choice.value = other.key;
    ground.setAttribute("aria-label", `${t("map_label")}. ${other.question}`);
  }

  function arrange(): void {
    const open = context.state.other !== null && context.state.mode === "gaps";
    button.setAttribute("aria-expanded", String(open));
    if (box.hidden === !open || !parts) return;
    const whole = map.getBounds().contains(config.bounds);
    box.hidden = ground.hidden = !open;
    root.classList.toggle("has-beside", open);
    leave();
    map.invalidateSize({ animate: false, pan: true });
    if (open) second ??= made(parts);
    second?.invalidateSize({ animate: false, pan: false });
    framed = "";
    if (whole && open) frame();
    else if (whole) home(map, config);
    if (open) second?.setView(map.getCenter(), map.getZoom(), { animate: false });
  }

  /** The second map as the first one, at the size that it has now: print.ts sized that one before. */
  function onPaper(sharp: boolean): void {
    if (!second || !parts || !shown()) return;
    parts.areas.sharp = sharp;
    // Whichever way it goes: the first map leads, and is led nowhere by the size of the second.
    paper = true;
    second.invalidateSize({ animate: false, pan: false });
    second.setView(map.getCenter(), map.getZoom(), { animate: false });
    names?.now();
    paper = sharp;
  }

  /** What most people compare: the next question, never the one that is asked already. */
  const next = () => {
    const at = config.questions.indexOf(context.state.question);
    return config.questions[(at + 1) % config.questions.length];
  };

  choice.append(...config.questions.map(({ key, title }) => h("option", { value: key }, title)));
  button.addEventListener("click", () => {
    const other = context.state.other ? null : next();
    context.set({ other, ...(other && isSmall() ? { table: false } : {}) });
    context.say(other ? t("beside_now", { question: other.question }) : t("beside_closed"));
  });
  must("#beside-close").addEventListener("click", () => {
    context.set({ other: null });
    button.focus();
  });
  choice.addEventListener("change", () => {
    const other = config.questions.find(({ key }) => key === choice.value);
    if (other) context.set({ other });
    if (other) context.say(t("beside_now", { question: other.question }));
  });
  if (window.matchMedia("(hover: hover)").matches) map.on("mousemove", ({ latlng }: L.LeafletMouseEvent) => point(latlng)).on("mouseout", leave);
  new ResizeObserver(() => window.setTimeout(() => second?.invalidateSize({ animate: false, pan: false }), RESIZED_MS)).observe(ground);
  window.addEventListener("beforeprint", () => onPaper(true));
  window.addEventListener("afterprint", () => onPaper(false));
  context.hear((changed) => {
    if (changed.has("other") || changed.has("mode")) arrange();
    if (["other", "mode", "level", "period", "classes"].some((key) => changed.has(key as "other"))) void paint();
  });
  arrange();
  void paint();
}
