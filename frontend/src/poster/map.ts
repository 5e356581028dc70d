// The map of a picture: as on the screen, at the size and the sharpness of the picture.
import type { Context } from "../map/context.ts";
import { marked, marksOf } from "../map/layers.ts";
import { paintMarks } from "../drawing/mark-atlas.ts";
import type { View } from "../drawing/paint.ts";
import { FACE, INK, write } from "./ink.ts";
import { drawTowns, townsOn } from "./towns.ts";
import { kilometresBetween, latToY, lonToX, xToLon, yToLat } from "../outlines/projection.ts";
import type { Structure } from "../figures/data.ts";
import type { Pen } from "./svg-pen.ts";

/** In units of the picture. */
export interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Corners {
  west: number;
  south: number;
  east: number;
  north: number;
}

const TILE = 256, ROOM = 0.965, WHOLE_REGION = 7.4, SCALES = [1, 2, 5, 10, 20, 50, 100];

/** The whole region where it is seen, or nearly; else what is seen. */
export function cornersOf({ map, config }: Context): Corners {
  const seen = map.getBounds(), [[south, west], [north, east]] = config.bounds;
  if (map.getZoom() < WHOLE_REGION || seen.contains(config.bounds)) return { west, south, east, north };
  return { west: seen.getWest(), south: seen.getSouth(), east: seen.getEast(), north: seen.getNorth() };
}

export function viewOf(corners: Corners, { width, height }: Frame, density: number): View {
  const left = lonToX(corners.west), right = lonToX(corners.east), top = latToY(corners.north), bottom = latToY(corners.south);
  const scale = Math.min(width / (right - left), height / (bottom - top)) * ROOM;
  const west = (left + right - width / scale) / 2, north = (top + bottom - height / scale) / 2;
  return {
    west, north, scale: scale * density, density, zoom: Math.log2(scale / TILE),
    box: [west, north, west + width / scale, north + height / scale],
  };
}

/** The longest round distance that fits, measured in the middle of the map. */
export function scaleBar(view: View, most: number): { km: number; width: number } {
  const lat = yToLat((view.box[1] + view.box[3]) / 2), lon = xToLon(view.box[0]), degree = 0.01;
  const across = (lonToX(lon + degree) - lonToX(lon)) * (view.scale / view.density);
  const perKm = across / kilometresBetween({ lon, lat }, { lon: lon + degree, lat });
  const km = SCALES.filter((one) => one * perKm <= most).at(-1) ?? SCALES[0];
  return { km, width: km * perKm };
}

function drawScale(context: Context, pen: Pen, view: View, { x, y, height }: Frame): void {
  const { km, width } = scaleBar(view, 150), bottom = y + height - 14;
  pen.fillStyle = "rgba(255,255,255,.85)";
  pen.fillRect(x + 10, bottom - 24, width + 16, 32);
  write(pen, context.voice.t("export_km", { n: km }), x + 18 + width / 2, bottom - 7, { size: 13, colour: INK, align: "center", weight: 600 });
  pen.fillStyle = INK;
  pen.fillRect(x + 18, bottom, width, 2);
  pen.fillRect(x + 18, bottom - 5, 2, 5);
  pen.fillRect(x + 16 + width, bottom - 5, 2, 5);
}

/** `found` are the places of « Trouver »; over the gaps, the map has its own marks. */
export function drawMap(context: Context, pen: Pen, frame: Frame, density: number, found: Structure[]): void {
  const view = viewOf(cornersOf(context), frame, density), ctx = pen as CanvasRenderingContext2D;
  pen.save();
  pen.beginPath();
  pen.rect(frame.x, frame.y, frame.width, frame.height);
  pen.clip();
  pen.save();
  pen.translate(frame.x, frame.y);
  pen.scale(1 / density, 1 / density);
  context.areas.paintInto(ctx, view);
  paintMarks(ctx, marksOf(context, found), view);
  pen.restore();
  if (context.communes) {
    pen.save();
    pen.translate(frame.x, frame.y);
    const marks = marksOf(context, [...marked(context), ...found]);
    drawTowns(pen, townsOn(context.communes, view, frame.width, frame.height, marks), FACE);
    pen.restore();
  }
  drawScale(context, pen, view, frame);
  pen.restore();
  pen.strokeStyle = "#82919a";
  pen.lineWidth = 1;
  pen.strokeRect(frame.x, frame.y, frame.width, frame.height);
}
