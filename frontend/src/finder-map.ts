// What Folium's script may call for the finder's map, under the global name `numna`.
import "./leaflet/shapes.ts";
import { areas } from "./drawing/area-map.ts";
import { mountFinder } from "./finder/app.ts";
import { expose } from "./leaflet/map.ts";

expose({ areas, mountFinder });
