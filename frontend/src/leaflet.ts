// Leaflet and its cluster plugin as one file, with the global `L` that Folium writes for.
import "./leaflet-global.ts";
import "leaflet.markercluster";
