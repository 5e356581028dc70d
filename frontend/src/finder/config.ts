// What the finder's page tells its script, written by Python: api/pages/finder/view.py.
import type { CategoryLook } from "../figures/config.ts";
import type { Addresses } from "../figures/data.ts";
import type { LonLat } from "../outlines/projection.ts";
import type { Words } from "../page/words.ts";

export interface Found extends LonLat {
  rank: number;
  name: string;
  kind: string;
  category: string;
  apart: boolean;
  /** « ≈ 18 min en voiture », « dans la commune ». */
  time: string;
}

export interface FinderConfig extends Addresses {
  lang: string;
  words: Words;
  attribution: string[];
  bounds: [[number, number], [number, number]];
  place: (LonLat & { label: string }) | null;
  profile: string;
  minutes: number;
  results: Found[];
  categories: CategoryLook[];
}
