// The pieces of Leaflet that our maps use, one a line: build.mjs reads them, and has each of
// our modules import its own, so that a page loads first only what it draws first. What
// works by being loaded is in map.ts (the map) and shapes.ts (what is on it).
export { default as Browser } from "leaflet/src/core/Browser.js";
export { Class } from "leaflet/src/core/Class.js";
export { Evented } from "leaflet/src/core/Events.js";
export { bind, extend, setOptions, stamp } from "leaflet/src/core/Util.js";
export { LatLng, toLatLng as latLng } from "leaflet/src/geo/LatLng.js";
export { LatLngBounds, toLatLngBounds as latLngBounds } from "leaflet/src/geo/LatLngBounds.js";
export { Bounds, toBounds as bounds } from "leaflet/src/geometry/Bounds.js";
export { Point, toPoint as point } from "leaflet/src/geometry/Point.js";
export { FeatureGroup, featureGroup } from "leaflet/src/layer/FeatureGroup.js";
export { GeoJSON, geoJSON } from "leaflet/src/layer/GeoJSON.js";
export { Layer } from "leaflet/src/layer/Layer.js";
export { LayerGroup, layerGroup } from "leaflet/src/layer/LayerGroup.js";
export { Popup, popup } from "leaflet/src/layer/Popup.js";
export { DivIcon, divIcon } from "leaflet/src/layer/marker/DivIcon.js";
export { Icon, icon } from "leaflet/src/layer/marker/Icon.js";
export { Marker, marker } from "leaflet/src/layer/marker/Marker.js";
export { TileLayer, tileLayer } from "leaflet/src/layer/tile/TileLayer.js";
export { CircleMarker, circleMarker } from "leaflet/src/layer/vector/CircleMarker.js";
export { Path } from "leaflet/src/layer/vector/Path.js";
export { Polygon, polygon } from "leaflet/src/layer/vector/Polygon.js";
export { Polyline, polyline } from "leaflet/src/layer/vector/Polyline.js";
export { Renderer } from "leaflet/src/layer/vector/Renderer.js";
export { Map, createMap as map } from "leaflet/src/map/Map.js";
export { control } from "./control.ts";
export { Control } from "leaflet/src/control/Control.js";
export * as DomEvent from "leaflet/src/dom/DomEvent.js";
export * as DomUtil from "leaflet/src/dom/DomUtil.js";
export * as Util from "leaflet/src/core/Util.js";
