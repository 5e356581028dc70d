// What makes a map answer the pointer, the wheel, fingers and keys; and the global `L` that
// Folium's script writes for, which runs after this.
import * as L from "leaflet";
import "leaflet/src/control/Control.Attribution.js";
import "leaflet/src/map/handler/Map.BoxZoom.js";
import "leaflet/src/map/handler/Map.DoubleClickZoom.js";
import "leaflet/src/map/handler/Map.Drag.js";
import "leaflet/src/map/handler/Map.Keyboard.js";
import "leaflet/src/map/handler/Map.ScrollWheelZoom.js";
import "leaflet/src/map/handler/Map.TouchZoom.js";

export interface Globals {
  L: object;
  numna: object;
}

/** `numna` is what Folium's script may call. */
export function expose(numna: object): void {
  const globals = window as unknown as Globals;
  globals.L = { map: L.map };
  globals.numna = numna;
}
