// What Folium's script may call for the map that other sites frame.
import { areas } from "./drawing/area-map.ts";
import { mountEmbed } from "./embed/app.ts";
import { expose } from "./leaflet/map.ts";

expose({ areas, mountEmbed });
