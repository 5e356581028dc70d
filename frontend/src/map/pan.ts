// Four buttons that move the map: dragging is never the only way (WCAG 2.5.7).
import * as L from "leaflet";
import { calm } from "./context.ts";
import { h, icon } from "../page/dom.ts";
import type { Voice } from "../page/words.ts";

/** Of the width or height that is seen: what was at the edge stays in view. */
const STEP = 0.4;
const WAYS = [["up", 0, -1], ["left", -1, 0], ["right", 1, 0], ["down", 0, 1]] as const;

export function panPad(map: L.Map, { t }: Voice, position: L.ControlPosition): void {
  const move = (across: number, down: number) => {
    const { x, y } = map.getSize();
    map.panBy([Math.round(x * STEP * across), Math.round(y * STEP * down)], { animate: !calm() });
  };
  const pad = new L.Control({ position });
  pad.onAdd = () => {
    const box = h("div", { class: "pan-pad", role: "group", "aria-label": t("pan") }, WAYS.map(([way, across, down]) =>
      h("button", { type: "button", class: `pan-${way}`, "aria-label": t(`pan_${way}`), title: t(`pan_${way}`), click: () => move(across, down) },
        icon(`chevron-${way}`))));
    L.DomEvent.disableClickPropagation(box);
    return box;
  };
  pad.addTo(map);
}
