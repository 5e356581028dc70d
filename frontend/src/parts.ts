// What the map page gets once the picture stands: one line a part, in the order of the page.
import type { Context } from "./context.ts";
import { levels } from "./levels.ts";

/** Mounts itself on elements of the page, and hears what changes. */
export type Part = (context: Context) => void;

export const PARTS: Part[] = [
  levels,
];
