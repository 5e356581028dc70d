// Runs before the plugin. A copy: the module's own namespace cannot be extended.
import * as L from "leaflet";
import "./shapes.ts";
import type { Globals } from "./map.ts";

const globals = window as unknown as Globals;
globals.L = { ...L, ...globals.L };
