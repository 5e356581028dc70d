// Two maps that show the same place: whoever moves leads, and the other follows.
import * as L from "leaflet";

interface Inner extends L.Map {
  _animatingZoom?: boolean;
  _rawPanBy(offset: L.Point): void;
}

/** Pixels that rounding may cost. */
const NEAR = 1;

/** How far the other map is from the middle of this one, where both are as near. */
function offset(from: Inner, to: Inner): L.Point {
  const zoom = from.getZoom();
  return to.project(from.getCenter(), zoom).subtract(to.project(to.getCenter(), zoom)).round();
}

function leads(from: Inner, to: Inner, awake: () => boolean): void {
  const settle = () => {
    if (!awake() || from._animatingZoom) return;
    const { x, y } = offset(from, to), same = from.getZoom() === to.getZoom();
    if (!same || Math.abs(x) > NEAR || Math.abs(y) > NEAR) to.setView(from.getCenter(), from.getZoom(), { animate: false });
  };
  let shifted = false;
  from.on("move", () => {
    if (!awake() || from._animatingZoom) return;
    if (from.getZoom() !== to.getZoom()) return settle();
    const by = offset(from, to);
    if (Math.abs(by.x) <= NEAR && Math.abs(by.y) <= NEAR) return;
    // While a hand drags, the picture is only shifted; it is painted when the hand rests.
    to._rawPanBy(by);
    shifted = true;
  });
  from.on("zoomanim", (event) => {
    if (awake() && !to._animatingZoom) to.setView(event.center, event.zoom, { animate: true });
  });
  from.on("moveend", () => {
    if (!awake()) return;
    if (shifted) to.setView(from.getCenter(), from.getZoom(), { animate: false });
    shifted = false;
    settle();
  });
}

export function together(first: L.Map, second: L.Map, awake: () => boolean): void {
  leads(first as Inner, second as Inner, awake);
  leads(second as Inner, first as Inner, awake);
}
