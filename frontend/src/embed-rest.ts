// What the embed of a map gets once its picture stands: names, legend, what is under the
// pointer, search, and the way to the whole page.
import "./leaflet/shapes.ts";
import type { Context } from "./map/context.ts";
import { h, must } from "./page/dom.ts";
import { nameUnits } from "./map/draw.ts";
import type { EmbedConfig } from "./embed/app.ts";
import { drawLegend } from "./embed/legend.ts";
import { searchField } from "./embed/search.ts";
import { TownLabels } from "./map/labels.ts";
import { panPad } from "./map/pan.ts";
import * as permalink from "./map/permalink.ts";
import { facts, followPointer } from "./map/pointer.ts";
import { unitOutline } from "./map/unit-outline.ts";
import { membersOf, unitsOf } from "./figures/units.ts";

const INK = "#12303a";

/** The card of a commune, over the map; the sheet itself is a page elsewhere. */
function commune(context: Context): (commune: number) => void {
  const { map } = context, card = must("#embed-card"), sheet = must<HTMLAnchorElement>("#embed-card-sheet", card);
  const base = sheet.href.split("?"), box = map.getContainer();
  let ring: ReturnType<typeof unitOutline> | null = null;
  const close = () => {
    card.hidden = true;
    ring?.remove();
    box.focus();
  };
  must("#embed-card-close", card).addEventListener("click", close);
  card.addEventListener("keydown", ({ key }) => { if (key === "Escape") close(); });
  return (unit) => {
    const { drawn } = context;
    if (!drawn) return;
    const name = drawn.units.names[unit], lines = facts(context, unit).filter((line): line is string => line !== null);
    must("#embed-card-name", card).textContent = name;
    must("#embed-card-facts", card).replaceChildren(...lines.map((line) => h("li", {}, line)));
    // A copy may have no sheets of communes, and then no address to begin with.
    if (base[0]) sheet.href = [base[0] + drawn.units.codes[unit], ...base.slice(1)].join("?");
    else sheet.hidden = true;
    card.hidden = false;
    ring?.remove();
    ring = unitOutline(context.areas, drawn.units, unit, { color: INK, weight: 3 }).addTo(map);
    context.say([name, ...lines].join(". "));
    card.focus({ preventScroll: true });
  };
}

/** The territory that the embed is about: a ring around it, and its communes, where it has several. */
function ring(context: Context, { place }: EmbedConfig): { name: string; members: number[] } | null {
  const { level, code, name } = place, { areas, communes, map } = context;
  if (level !== "epci" && level !== "departement" && level !== "commune") return null;
  const units = unitsOf(level, areas.coverage?.codes ?? [], communes), unit = units.codes.indexOf(code);
  if (unit < 0) return null;
  unitOutline(areas, units, unit, { color: INK, weight: 3 }).addTo(map);
  return level === "commune" ? null : { name, members: membersOf(units, unit) };
}

/** The whole page opens where this map is, with the same question. */
function followLink({ map, state, config }: Context): void {
  const link = must<HTMLAnchorElement>("#whole"), at = link.href.split("#")[0], commune = permalink.read(new URL(link.href).hash).commune;
  const write = () => {
    const { lat, lng } = map.getCenter();
    link.href = at + permalink.write({
      view: [Math.round(map.getZoom() * 100) / 100, lat, lng], mode: null,
      question: state.question === config.questions[0] ? null : state.question.key, category: state.category || null,
      filter: null, commune, level: null, period: null, classes: null, other: null, layers: null, table: false,
    });
  };
  map.on("moveend", write);
  write();
}

export function furnished(context: Context, config: EmbedConfig): void {
  const { map, voice, communes } = context, open = commune(context);
  nameUnits(context);
  drawLegend(context, ring(context, config));
  panPad(map, voice, "topleft");
  if (communes) new TownLabels(communes, () => []).addTo(map);
  followPointer(context, open);
  searchField(context, open);
  followLink(context);
  context.root.classList.add("is-complete");
}
