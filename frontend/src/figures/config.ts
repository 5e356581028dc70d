// What the page tells the map, written by Python: the other half is api/pages/gaps_map/config.py.
import type { Addresses } from "./data.ts";
import type { Level } from "./units.ts";
import type { Words } from "../page/words.ts";

export interface Classes {
  /** Which column is drawn. */
  column: "value" | "nearest_min";
  /** Upper bounds, inclusive; the last class has none. */
  bounds: number[];
  colours: string[];
  labels: string[];
  /** From this class on, it is a gap; null where any value above zero is one. */
  gap_from: number | null;
}

/** One quarter of the data, or the only one. */
export interface Period {
  key: string;
  label: string;
  help: string;
  legend: string;
  /** The legend of groups of communes: a share of what is counted, never minutes. */
  group_legend: string;
  /** Where what is drawn comes from, by category. */
  sources: Record<string, string>;
  /** What must be read beside figures of this period, where something must. */
  warning: string | null;
}

export interface Question {
  key: string;
  objective: number;
  /** Answers no objective: shown after the others, never among them. */
  apart: boolean;
  title: string;
  question: string;
  help: string;
  /** Title of the column of those in the gap. */
  missing: string;
  /** What is counted: inhabitants, premises. */
  counted: string;
  legend: string;
  unit: string;
  categories: string[];
  /** The newest. */
  period: string;
  /** The oldest first; one where nothing was measured twice. */
  periods: Period[];
  /** Of communes, by fixed bounds: the threshold is one of them. */
  classes: Classes;
  /** Of groups of communes: the share of those in the gap. */
  group_classes: Classes;
  /** Where what is drawn comes from in the newest period, by category. */
  sources: Record<string, string>;
  /** Values file by level, period, and category, "" for the whole family. */
  files: Record<Level, Record<string, Record<string, string>>>;
  /** Others counted beside these, by the same units: only in the newest period. */
  beside: { files: Record<Level, string>; counted: string; source: string } | null;
  family: string | null;
  /** Only places that somebody checked in time count. */
  verified: boolean;
  /** Minutes, inclusive; null where there is no threshold. */
  threshold: number | null;
}

export interface CategoryLook {
  key: string;
  label: string;
  family: string;
  colour: string;
  letter: string;
}

export interface KnownCategory extends CategoryLook {
  /** Usable sites of the region. */
  known: number;
  /** False where no department has a directory: few known is not few. */
  collected: boolean;
}

export interface MapConfig extends Addresses {
  lang: string;
  words: Words;
  bounds: [[number, number], [number, number]];
  questions: Question[];
  categories: KnownCategory[];
  families: Record<string, string>;
  /** How each source is cited, by its key. */
  sources: Record<string, string>;
  attribution: string[];
  structure_page: string;
}
