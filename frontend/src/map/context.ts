// What every part of the map page shares: the map, its data, its words, and its state.
import type { LatLng, Map as LeafletMap } from "leaflet";
import type { AreaMap } from "../drawing/area-map.ts";
import type { Classed } from "../figures/classes.ts";
import type { Clusters } from "./clusters.ts";
import type { Classes, MapConfig, Period, Question } from "../figures/config.ts";
import type { Communes, MapData, Measures, Structure } from "../figures/data.ts";
import type { LonLat } from "../outlines/projection.ts";
import type { ClassMethod } from "../figures/scale.ts";
import type { Level, Units } from "../figures/units.ts";
import type { Voice } from "../page/words.ts";

export interface Place extends LonLat {
  label: string;
}

export interface State {
  mode: "gaps" | "find";
  question: Question;
  /** "" asks for the whole family. */
  category: string;
  /** Categories shown in « Trouver »; empty shows all. */
  filter: string[];
  /** Index of the commune whose sheet is open, or -1; at a level, the sheet of its group. */
  commune: number;
  place: Place | null;
  /** What is coloured: each commune, or each group of them. */
  level: Level;
  /** "" shows the newest period that a question has. */
  period: string;
  classes: ClassMethod;
  /** The question of the second map, beside the first; null shows one map. */
  other: Question | null;
  /** Categories whose places are marked over « Voir les manques ». */
  layers: string[];
  /** Whether the table of all areas is open. */
  table: boolean;
}

/** What is drawn now, once it has come: columns of units, which at a level are groups. */
export interface Drawn {
  units: Units;
  period: Period;
  /** The classes on the map, by the chosen method. */
  classes: Classes;
  measures: Measures;
  beside: Measures | null;
  /** The same question of the departments; null where communes are told. */
  departments: Measures | null;
  found: Classed;
}

export interface Context {
  map: LeafletMap;
  areas: AreaMap;
  clusters: Clusters;
  config: MapConfig;
  data: MapData;
  voice: Voice;
  root: HTMLElement;
  state: State;
  drawn: Drawn | null;
  communes: Communes | null;
  structures: Structure[] | null;
  /** Takes the next place that is pointed at, instead of the sheet. */
  taking?: ((at: LatLng) => void) | null;
  /** Says that something did not come; a page of another version is loaded again. */
  failed(error: unknown): void;
  /** Says something to people who do not see the map. */
  say(text: string): void;
  /** Changes the state; every part hears which keys changed. */
  set(patch: Partial<State>): void;
  hear(listener: (changed: Set<keyof State>) => void): void;
}

/** As in map-phone.css: there the panel is a drawer below the map. */
const SMALL = "(max-width: 639px), (max-width: 820px) and (min-height: 521px)";

export const isSmall = (): boolean => window.matchMedia(SMALL).matches;

export const calm = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

export const categoryLook = (context: Context, key: string) =>
  context.config.categories.find((category) => category.key === key);
