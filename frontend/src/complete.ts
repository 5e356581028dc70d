// Everything that the first picture does not need: the second file of the map's page.
import "./leaflet/shapes.ts";
import * as L from "leaflet";
import type { Context } from "./map/context.ts";
import { all, later, nextFrame, whenIdle } from "./page/dom.ts";
import { draw, nameUnits, redraws } from "./map/draw.ts";
import { TownLabels } from "./map/labels.ts";
import { drawLegend } from "./planner/legend.ts";
import { placeIcon } from "./drawing/marks.ts";
import { panel } from "./planner/panel.ts";
import { PARTS } from "./planner/parts.ts";
import * as permalink from "./map/permalink.ts";
import { placesList, structureDetail } from "./map/places-list.ts";
import { followPointer } from "./map/pointer.ts";
import { printing } from "./poster/print.ts";
import { searchBox } from "./finder/search.ts";
import { communeSheet } from "./planner/sheet.ts";
import { covered, structureMarkers } from "./map/structures.ts";
import { drawDepartments, drawRegion, drawWorst } from "./planner/tables.ts";
import { tools, type BaseTiles } from "./planner/tools.ts";

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

/** Called once, when the picture stands and its names and places are here. */
export function complete(context: Context, tiles: BaseTiles | null, link: permalink.Link): void {
  const { map, areas } = context, markers = structureMarkers(context);
  const drawPlaces = placesList(context, markers), open = communeSheet(context, markers);
  const names = context.communes && new TownLabels(context.communes, () => covered(context));
  const save = later(() => saveLink(context), 200);
  // Who is faster than that takes along what was chosen last.
  for (const other of all("a[data-reading]")) other.addEventListener("click", () => saveLink(context));

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

  let waiting = false, asked = 0;
  const drawTables = () => {
    waiting = false;
    // Values that are on their way bring their own: those of before are of another question.
    if (asked) return;
    drawRegion(context);
    drawDepartments(context);
    drawWorst(context, open);
    context.root.dataset.question = context.state.question.key;
  };
  const redraw = async () => {
    asked++;
    const isDrawn = await draw(context).finally(() => asked--);
    if (!isDrawn) return;
    // The map is painted by the next frame: its legend is seen with it, the tables after it.
    if (context.state.mode === "gaps") drawLegend(context);
    await nextFrame();
    if (!waiting) whenIdle(drawTables);
    waiting = true;
  };
  context.hear((changed) => {
    if (redraws(changed)) redraw().catch(context.failed);
    if (changed.has("filter") || changed.has("mode")) markers.refresh();
    if (changed.has("mode")) names?.refresh();
    if (changed.has("question") || changed.has("category") || changed.has("mode")) {
      context.say(context.state.mode === "gaps" ? context.state.question.question : context.voice.t("mode_find"));
    }
    save();
  });
  const afterMove = later(() => whenIdle(() => {
    if (context.state.mode === "find") drawPlaces();
    else if (!asked) drawWorst(context, open);
  }), 180);
  map.on("moveend", () => {
    save();
    afterMove();
  });
  map.on("clustered", () => names?.refresh());

  names?.addTo(map);
  nameUnits(context);
  drawLegend(context);
  drawTables();
  markers.refresh();
  drawPlaces();
  for (const part of PARTS) {
    try {
      part(context);
    } catch (error) {
      // The other parts do not depend on it; whoever watches errors is told.
      reportError(error);
    }
  }
  const commune = areas.coverage?.codes.indexOf(link.commune ?? "") ?? -1;
  if (commune >= 0) open(commune);
  context.root.classList.add("is-complete");
}

