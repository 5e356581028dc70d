// The parts of Leaflet's Renderer contract that its published types leave out.
import "leaflet";

declare module "leaflet" {
  interface Map {
    _animatingZoom?: boolean;
  }
  interface Renderer {
    _map: Map;
    _container: HTMLElement;
    _bounds: Bounds;
    _zoom: number;
    _center: LatLng;
    _reset(): void;
    _update(): void;
    _initContainer(): void;
    _destroyContainer(): void;
    getEvents(): Record<string, LeafletEventHandlerFn>;
  }
  interface Layer {
    _map: Map;
  }
  interface MarkerClusterGroup {
    _featureGroup: FeatureGroup;
    _getExpandedVisibleBounds(): LatLngBounds;
  }
}
