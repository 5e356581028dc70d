// Mounts the map page: loads what is drawn first, then everything else when idle.
import * as L from "leaflet";
import type { AreaMap } from "./area-map.ts";
import { furnish, home, panes } from "./base.ts";
import { covered, structureMarkers } from "./clusters.ts";
import type { MapConfig } from "./config.ts";
import type { Context, State } from "./context.ts";
import { DataGone, forgetReload, MapData, reloadOnce } from "./data.ts";
import { all, later, must, whenIdle } from "./dom.ts";
import { draw, nameUnits, redraws } from "./drawing.ts";
import { TownLabels } from "./labels.ts";
import { drawLegend } from "./legend.ts";
import { placeIcon } from "./marks.ts";
import { panel } from "./panel.ts";
import { PARTS } from "./parts.ts";
import * as permalink from "./permalink.ts";
import { placesList, structureDetail } from "./places-list.ts";
import { followPointer } from "./pointer.ts";
import { printing } from "./print.ts";
import { searchBox } from "./search.ts";
import { communeSheet } from "./sheet.ts";
import { drawDepartments, drawRegion, drawWorst } from "./tables.ts";
import { tools } from "./tools.ts";
import { voice } from "./words.ts";

export interface Parts {
  map: L.Map;
  areas: AreaMap;
  cluster: L.MarkerClusterGroup;
  tiles: L.TileLayer | null;
}

function contextOf(parts: Parts, config: MapConfig, link: permalink.Link): Context {
  const listeners: ((changed: Set<keyof State>) => void)[] = [];
  // Links of before asked for what is apart as a category of another question.
  const apart = config.questions.find((q) => q.apart && q.categories.includes(link.category ?? ""));
  const question = apart ?? config.questions.find((q) => q.key === link.question) ?? config.questions[0];
  const live = must("#live");
  const context: Context = {
    ...parts, config, data: new MapData(config.data), voice: voice(config.words, config.lang),
    root: must(".map-app"), drawn: null, communes: null, structures: null,
    state: {
      mode: link.mode ?? "gaps", question, commune: -1, place: null, filter: link.filter ?? [],
      category: link.category && !apart && link.category in question.files ? link.category : "",
      level: link.level ?? "commune", period: link.period ?? "", classes: link.classes ?? "fixed",
      other: config.questions.find((q) => q.key === link.other) ?? null,
      layers: link.layers ?? [], table: link.table,
    },
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

function saveLink(context: Context): void {
  const { map, state, areas, config } = context, centre = map.getCenter();
  const link = permalink.write({
    view: [Math.round(map.getZoom() * 100) / 100, centre.lat, centre.lng], mode: state.mode,
    question: state.question === config.questions[0] ? null : state.question.key,
    category: state.category || null, filter: state.filter.length ? state.filter : null,
    commune: areas.coverage?.codes[state.commune] ?? null,
    level: state.level === "commune" ? null : state.level, period: state.period || null,
    classes: state.classes === "fixed" ? null : state.classes, other: state.other?.key ?? null,
    layers: state.layers.length ? state.layers : null, table: state.table,
  });
  history.replaceState(null, "", link);
  // The other reading asks the same question of the same place.
  for (const other of all<HTMLAnchorElement>("a[data-reading]")) other.hash = link;
}

function keepPin(context: Context): void {
  let pin: L.Marker | null = null;
  context.hear((changed) => {
    if (!changed.has("place")) return;
    pin?.remove();
    const { place } = context.state;
    pin = place ? L.marker([place.lat, place.lon], { icon: placeIcon(), keyboard: false, interactive: false }).addTo(context.map) : null;
  });
}

function wire(context: Context, tiles: L.TileLayer | null): (link: permalink.Link) => void {
  const { map, areas } = context, markers = structureMarkers(context);
  const drawPlaces = placesList(context, markers), open = communeSheet(context, markers);
  const labels = () => context.communes && new TownLabels(context.communes, () => covered(context));
  const save = later(() => saveLink(context), 200);
  let names: TownLabels | null = null;

  panel(context);
  tools(context, tiles);
  printing(context, () => names?.now());
  keepPin(context);
  followPointer(context, open);
  searchBox(context.voice, (picked) => {
    if (!picked) return context.set({ place: null });
    const place = { lon: picked.lon, lat: picked.lat, label: picked.label };
    const structure = context.structures?.find((s) => s.id === picked.id);
    const commune = areas.areaAt(L.latLng(picked.lat, picked.lon));
    context.set({ place, ...(structure ? { mode: "find" as const } : {}) });
    if (structure) markers.focus(structure);
    else if (context.state.mode === "gaps" && commune >= 0) open(commune);
    else map.setView([place.lat, place.lon], 11);
  }, ({ id, detail }) => {
    const structure = id ? context.structures?.find((s) => s.id === id) : null;
    return structure ? structureDetail(context, structure) : detail;
  });

  const drawTables = () => {
    drawRegion(context);
    drawDepartments(context);
    drawWorst(context, open);
    context.root.dataset.question = context.state.question.key;
  };
  const redraw = async () => {
    await draw(context);
    if (context.state.mode === "gaps") drawLegend(context);
    drawTables();
  };
  context.hear((changed) => {
    if (redraws(changed)) void redraw();
    if (changed.has("question") || changed.has("category") || changed.has("mode")) {
      markers.refresh();
      names?.refresh();
      context.say(context.state.mode === "gaps" ? context.state.question.question : context.voice.t("mode_find"));
    }
    if (changed.has("filter")) markers.refresh();
    save();
  });
  const afterMove = later(() => whenIdle(() => {
    if (context.state.mode === "find") drawPlaces();
    else drawWorst(context, open);
  }), 180);
  map.on("moveend", () => {
    save();
    afterMove();
  });
  context.cluster.on("animationend", () => names?.refresh());

  return (link) => {
    names = labels();
    names?.addTo(map);
    nameUnits(context);
    drawLegend(context);
    drawTables();
    markers.refresh();
    drawPlaces();
    for (const part of PARTS) part(context);
    const commune = areas.coverage?.codes.indexOf(link.commune ?? "") ?? -1;
    if (commune >= 0) open(commune);
    context.root.classList.add("is-complete");
  };
}

/** Called by the script that Folium writes. */
export async function mount(parts: Parts): Promise<void> {
  const config = JSON.parse(must("#map-config").textContent ?? "") as MapConfig;
  const link = permalink.read(location.hash), context = contextOf(parts, config, link), { map, areas, data } = context;
  panes(map);
  furnish(map, config, context.voice, context.voice.t("map_label"));
  if (link.view) map.setView([link.view[1], link.view[2]], link.view[0], { animate: false });
  else home(map, config);
  const complete = wire(context, parts.tiles);
  try {
    const outlines = await data.outlines();
    areas.setOutlines(outlines);
    await draw(context);
    areas.addTo(map);
    context.root.classList.add("is-drawn");
    void Promise.all([data.land(config.land), data.neighbours()]).then((lands) => areas.setLands(...lands));
    [context.communes, context.structures] = await Promise.all([data.communes(), data.structures()]);
    whenIdle(() => complete(link));
    forgetReload();
  } catch (error) {
    const gone = error instanceof DataGone;
    if (gone && reloadOnce()) return;
    must("#map-error").hidden = false;
    must("#map-error").textContent = context.voice.t(gone ? "data_changed" : "data_failed");
  }
}
