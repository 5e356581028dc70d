// The cluster plugin looks for `window.L` while it loads, and adds to it.
import "./all.ts";
import "leaflet.markercluster";
