// Runs before the plugin, which looks for `window.L` while it loads.
import * as L from "leaflet";

// A copy: the module's own namespace cannot be extended, and the plugin adds to `L`.
(window as unknown as { L: typeof L }).L = { ...L };
