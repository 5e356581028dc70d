// Mounts the map page: draws the picture, then loads everything else.
import type * as L from "leaflet";
import type { AreaMap } from "../drawing/area-map.ts";
import { furnish, home, panes } from "../map/base.ts";
import type { Clusters } from "../map/clusters.ts";
import type { MapConfig } from "../figures/config.ts";
import type { Context, State } from "../map/context.ts";
import { DataGone, forgetReload, gone, MapData, reloadOnce } from "../figures/data.ts";
import { must, nextFrame, whenIdle } from "../page/dom.ts";
import { draw, filesOf } from "../map/draw.ts";
import * as permalink from "../map/permalink.ts";
import type { BaseTiles } from "./tools.ts";
import { voice } from "../page/words.ts";

export interface Parts {
  map: L.Map;
  areas: AreaMap;
  clusters: Clusters;
  tiles: BaseTiles | null;
}

function contextOf(parts: Parts, config: MapConfig, link: permalink.Link): Context {
  const listeners: ((changed: Set<keyof State>) => void)[] = [];
  // Links of before asked for what is apart as a category of another question.
  const apart = config.questions.find((q) => q.apart && q.categories.includes(link.category ?? ""));
  const question = apart ?? config.questions.find((q) => q.key === link.question) ?? config.questions[0];
  const live = must("#live");
  const context: Context = {
    ...parts, config, data: new MapData(config), voice: voice(config.words, config.lang),
    root: must(".map-app"), drawn: null, communes: null, structures: null,
    state: {
      mode: link.mode ?? "gaps", question, commune: -1, place: null, filter: link.filter ?? [],
      category: link.category && !apart && Object.hasOwn(question.sources, link.category) ? link.category : "",
      level: link.level ?? "commune", period: link.period ?? "", classes: link.classes ?? "fixed",
      other: config.questions.find((q) => q.key === link.other) ?? null,
      layers: link.layers ?? [], table: link.table,
    },
    failed: (error) => failed(context, error),
    say: (text) => { live.textContent = text; },
    hear: (listener) => { listeners.push(listener); },
    set: (patch) => {
      const keys = Object.keys(patch) as (keyof State)[];
      const changed = new Set(keys.filter((key) => patch[key] !== context.state[key]));
      Object.assign(context.state, patch);
      if (changed.size) for (const listener of listeners) listener(changed);
    },
  };
  return context;
}

function failed({ voice }: Context, error: unknown): void {
  const isGone = error instanceof DataGone;
  if (isGone && navigator.onLine && reloadOnce()) return;
  must("#map-error").hidden = false;
  must("#map-error").textContent = voice.t(isGone ? "data_changed" : "data_failed");
}

/** A link may name any place on earth; from one that does not see the region, start at the whole of it. */
function isNear([, lat, lon]: [number, number, number], { bounds: [[south, west], [north, east]] }: MapConfig): boolean {
  const tall = north - south, wide = east - west;
  return lat > south - tall && lat < north + tall && lon > west - wide && lon < east + wide;
}

/** The region in its classes, and what surrounds it. */
async function picture(context: Context): Promise<void> {
  const { data, areas, map, root } = context;
  // The region does not wait for what is around it, nor fails with it.
  const around = Promise.all([data.land(), data.neighbours()]).then((lands) => areas.setLands(...lands), () => undefined);
  areas.setOutlines(await data.outlines());
  await draw(context);
  areas.addTo(map);
  root.classList.add("is-drawn");
  await around;
  // Painted by the next frame, and seen once another begins.
  await nextFrame();
  await nextFrame();
  performance.mark("numna:drawn");
}

/** What is asked next, so that it is drawn at once. */
function askAhead({ config, data, state: { level } }: Context): void {
  const files = config.questions.flatMap((question) => Object.values(filesOf(question, level, question.period, "")));
  for (const file of files) if (file) void data.measures(file).catch(() => undefined);
}

/** Called by the script that Folium writes. */
export async function mount(parts: Parts): Promise<void> {
  const config = JSON.parse(must("#map-config").textContent ?? "") as MapConfig;
  const link = permalink.read(location.hash), context = contextOf(parts, config, link), { map, data } = context;
  panes(map);
  furnish(map, config, context.voice, context.voice.t("map_label"));
  if (link.view && isNear(link.view, config)) map.setView([link.view[1], link.view[2]], link.view[0], { animate: false });
  else home(map, config);
  // A link of ours pasted over this one; `#contenu` and its like are none.
  addEventListener("hashchange", () => location.hash.includes("=") && location.reload());
  // The page loads it ahead, and cannot know what a link opens: others find it here.
  const [first] = config.questions;
  void data.measures(first.files.commune[first.period][""]).catch(() => undefined);
  try {
    await picture(context);
    const rest = import("../complete.ts").catch(gone);
    [context.communes, context.structures] = await Promise.all([data.communes(), data.structures()]);
    context.areas.setEpcis(context.communes.epci);
    const { complete } = await rest;
    whenIdle(() => {
      complete(context, parts.tiles, link);
      whenIdle(() => askAhead(context));
    });
    forgetReload();
  } catch (error) {
    failed(context, error);
  }
}
