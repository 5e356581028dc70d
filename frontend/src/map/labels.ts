// Town names in their own pane: the biggest town wins its place, and no name is put
// under a marker. Hidden from assistive technology, which has the lists.
import * as L from "leaflet";
import type { Communes } from "../figures/data.ts";
import { h } from "../page/dom.ts";

interface Town {
  name: string;
  people: number;
  lon: number;
  lat: number;
}

type Rectangle = [number, number, number, number];

const BIG = 60_000, MIDDLE = 15_000, MOST = 70, SHIFTS = [29, -29, 38, -38], BESIDE = 28, ROUND = 22;
const overlaps = (a: Rectangle, b: Rectangle) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/** Fewest inhabitants for a name at a zoom. */
export function threshold(zoom: number): number {
  const steps: [number, number][] = [[7.4, 40_000], [8.2, 24_000], [9, 10_000], [9.8, 5_000], [10.6, 2_500], [11.5, 900]];
  return steps.find(([limit]) => zoom < limit)?.[1] ?? 0;
}

export class TownLabels extends L.Layer {
  readonly #towns: Town[];
  readonly #taken: () => Rectangle[];
  #box!: HTMLElement;
  #frame = 0;

  /** `taken` gives the rectangles, in layer pixels, that names must leave free. */
  constructor(communes: Communes, taken: () => Rectangle[]) {
    super();
    // A plain layer reads no options: without this, outlines are drawn over names.
    this.options = { pane: "town-labels" };
    this.#taken = taken;
    this.#towns = communes.name
      .map((name, i) => ({ name, people: communes.population[i] ?? 0, lon: communes.lon[i], lat: communes.lat[i] }))
      .sort((a, b) => b.people - a.people);
  }

  override onAdd(map: L.Map): this {
    this.#box = h("div", { class: "towns", "aria-hidden": "true" });
    this.getPane()?.append(this.#box);
    map.on("moveend resize", this.refresh, this).on("zoomanim", this.#hide, this);
    this.refresh();
    return this;
  }

  override onRemove(map: L.Map): this {
    map.off("moveend resize", this.refresh, this).off("zoomanim", this.#hide, this);
    this.#box.remove();
    return this;
  }

  /** Places the names anew, after the frame that draws the map. */
  refresh(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#frame = requestAnimationFrame(() => this.#place());
    });
  }

  /** Places the names at once, for who cannot wait for a frame: paper. */
  now(): void {
    cancelAnimationFrame(this.#frame);
    this.#place();
  }

  #hide(): void {
    this.#box.classList.add("is-zooming");
  }

  #place(): void {
    const map = this._map;
    if (!map) return;
    const least = threshold(map.getZoom()), view = map.getBounds().pad(0.1);
    const markers = this.#taken(), taken = [...markers], claimed: Rectangle[] = [], names: HTMLElement[] = [];
    for (const town of this.#towns) {
      if (town.people < least || names.length >= MOST) break;
      if (!view.contains([town.lat, town.lon])) continue;
      const big = town.people > BIG, width = town.name.length * (big ? 7.8 : 6.5) + 10, height = big ? 19 : 16;
      const at = map.latLngToLayerPoint([town.lat, town.lon]);
      const rectangle = (down: number, right = 0): Rectangle =>
        [at.x + right - width / 2, at.y + down - height / 2, at.x + right + width / 2, at.y + down + height / 2];
      // A bigger town that is named speaks for its suburbs, wherever its name was put.
      if (claimed.some((other) => overlaps(other, rectangle(0)))) continue;
      // On the town; around it only where a marker stands, never to dodge a name.
      const marked = markers.some((marker) => overlaps(marker, rectangle(0)));
      const beside = [BESIDE + width / 2, -BESIDE - width / 2].map((right) => rectangle(0, right));
      const box = (marked ? [...SHIFTS.map((down) => rectangle(down)), ...beside] : [rectangle(0)])
        .find((place) => !taken.some((other) => overlaps(other, place)));
      const [west, north, east, south] = rectangle(0), round = marked ? ROUND : 0;
      // Even unnamed for want of room: a suburb would pass for it.
      if (box || marked) claimed.push([west, north - round, east, south + round]);
      if (!box) continue;
      taken.push(box);
      const size = big ? " is-big" : town.people > MIDDLE ? " is-middle" : "";
      const label = h("span", { class: `town${size}` }, town.name);
      label.style.width = `${Math.round(width)}px`;
      L.DomUtil.setPosition(label, L.point(Math.round(box[0]), Math.round(box[1])));
      names.push(label);
    }
    this.#box.replaceChildren(...names);
    this.#box.classList.remove("is-zooming");
  }
}
