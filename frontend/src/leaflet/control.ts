// The controls that our maps have, as Leaflet names them.
import { control as made } from "leaflet/src/control/Control.js";
import { scale } from "leaflet/src/control/Control.Scale.js";
import { zoom } from "leaflet/src/control/Control.Zoom.js";

export const control = Object.assign(made, { zoom, scale });
