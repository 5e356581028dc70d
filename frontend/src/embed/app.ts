// Mounts the embed of a map: draws the picture that is asked for, then loads its words.
import type * as L from "leaflet";
import type { AreaMap } from "../drawing/area-map.ts";
import { furnish, panes } from "../map/base.ts";
import type { Clusters } from "../map/clusters.ts";
import type { MapConfig } from "../figures/config.ts";
import type { Context, State } from "../map/context.ts";
import { DataGone, gone, MapData } from "../figures/data.ts";
import { must, whenIdle } from "../page/dom.ts";
import { draw } from "../map/draw.ts";
import { drawnOf, embedAsked, type EmbedAsked } from "./asked.ts";
import { leadOut } from "./links.ts";
import { tellHeight } from "./size.ts";
import { membersOf, unitsOf } from "../figures/units.ts";
import { voice } from "../page/words.ts";

export interface EmbedPlace {
  level: string;
  code: string;
  name: string;
  /** Of levels whose communes the browser does not know. */
  bounds: [[number, number], [number, number]] | null;
}

export interface EmbedConfig extends MapConfig {
  place: EmbedPlace;
  /** What the page was written for; the address may ask for something else of a plain file. */
  shown: { question: string; category: string };
  /** Longitude, latitude and zoom; null where nothing of it is in the region. */
  view: [number, number, number] | null;
}

/** The share of its width that a map wants as height, and the pixels that suit it. */
const SHAPE = 0.72, LEAST = 240, MOST = 560;
const GAP = 12, CITED = 24, NARROW = 470, WIDE = 1000, CLOSEST = 12;
/** Around the table of `.embed-list`. */
const LISTED = 24;

function contextOf(parts: { map: L.Map; areas: AreaMap }, config: EmbedConfig, asked: EmbedAsked): Context {
  const { question, category } = drawnOf(asked, config), live = must("#live");
  const listeners: ((changed: Set<keyof State>) => void)[] = [];
  const context: Context = {
    ...parts, config, data: new MapData(config), voice: voice(config.words, config.lang),
    // Nothing is clustered here.
    clusters: null as unknown as Clusters,
    root: must("#embed-app"), drawn: null, communes: null, structures: null,
    state: {
      mode: "gaps", question, category, commune: -1, place: null, filter: [], level: "commune", period: "",
      classes: "fixed", other: null, layers: [], table: false,
    },
    failed: (error) => {
      must("#map-error").hidden = false;
      must("#map-error").textContent = context.voice.t(error instanceof DataGone ? "data_changed" : "data_failed");
    },
    say: (text) => { live.textContent = text; },
    hear: (listener) => { listeners.push(listener); },
    set: (patch) => {
      Object.assign(context.state, patch);
      for (const listener of listeners) listener(new Set(Object.keys(patch) as (keyof State)[]));
    },
  };
  return context;
}

/** What the buttons and the sources of the outlines leave free. */
function room(map: L.Map): L.FitBoundsOptions {
  const { width } = map.getContainer().getBoundingClientRect();
  // Land is drawn farther west than east.
  return { paddingTopLeft: [width > WIDE ? 130 : GAP, GAP], paddingBottomRight: [GAP, width < NARROW ? 2 * CITED : CITED], animate: false };
}

/** Where the map opens: at the view, or around the territory, or on the whole region. */
async function open(context: Context, config: EmbedConfig, asked: EmbedAsked): Promise<void> {
  const { map, areas, data } = context, { place, view } = config;
  if (view) return void map.setView([view[1], view[0]], view[2], { animate: false });
  const options = { ...room(map), maxZoom: CLOSEST };
  if (place.bounds) return void map.fitBounds(place.bounds, options);
  const [level, code] = asked.territory && asked.territory[1] === place.code ? asked.territory : [place.level, place.code];
  if (level !== "commune" && level !== "epci" && level !== "departement") return;
  context.communes = await data.communes();
  const units = unitsOf(level, areas.coverage?.codes ?? [], context.communes), unit = units.codes.indexOf(code);
  if (unit >= 0) map.fitBounds(areas.boundsOf(membersOf(units, unit)), { ...options, maxZoom: level === "commune" ? 10.5 : CLOSEST });
}

/** What a table beside the map needs; the legend below the map takes its part of it. */
function besides(now: number): number {
  const table = document.querySelector(".embed-table")?.getBoundingClientRect(), box = must(".embed-map").getBoundingClientRect();
  return table && table.left >= box.right ? table.height + LISTED - (box.height - now) : 0;
}

/** What the map asks for itself, and all that is around it. */
function height(context: Context): number {
  // Not what holds it: a legend below the map is around it.
  const { width, height: now } = must(".embed-map .area-map").getBoundingClientRect();
  const around = document.body.getBoundingClientRect().height - now;
  context.map.invalidateSize({ animate: false });
  return around + Math.max(besides(now), Math.min(MOST, Math.max(LEAST, width * SHAPE)));
}

async function picture(context: Context, config: EmbedConfig, asked: EmbedAsked): Promise<void> {
  const { data, areas, map, root } = context;
  const lands = Promise.all([data.land(), data.neighbours()]);
  areas.setOutlines(await data.outlines());
  await Promise.all([draw(context), open(context, config, asked)]);
  areas.addTo(map);
  root.classList.add("is-drawn");
  lands.then((found) => areas.setLands(...found), () => undefined);
}

/** Called by the script that Folium writes. */
export async function mountEmbed(parts: { map: L.Map; areas: AreaMap }): Promise<void> {
  const config = JSON.parse(must("#map-config").textContent ?? "") as EmbedConfig;
  const asked = embedAsked(location.pathname + location.search), context = contextOf(parts, config, asked);
  panes(parts.map);
  furnish(parts.map, config, context.voice, context.voice.t("map_label"));
  parts.map.fitBounds(config.bounds, room(parts.map));
  leadOut();
  tellHeight(() => height(context));
  try {
    await picture(context, config, asked);
    const rest = import("../embed-rest.ts").catch(gone);
    context.communes ??= await context.data.communes();
    const { furnished } = await rest;
    whenIdle(() => furnished(context, config));
  } catch (error) {
    context.failed(error);
  }
}
