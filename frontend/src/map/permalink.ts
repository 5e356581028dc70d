// The view as a hash: #v=8/45.10/0.30&m=find&q=support_beyond&k=fab_lab&c=23096
import type { ClassMethod } from "../figures/scale.ts";
import type { Level } from "../figures/units.ts";

export interface Link {
  view: [number, number, number] | null;
  mode: "gaps" | "find" | null;
  question: string | null;
  category: string | null;
  commune: string | null;
  filter: string[] | null;
  level: Level | null;
  period: string | null;
  classes: ClassMethod | null;
  /** The question of the second map. */
  other: string | null;
  layers: string[] | null;
  table: boolean;
}

const LEVELS: readonly string[] = ["commune", "epci", "departement"], METHODS: readonly string[] = ["fixed", "natural", "quantile"];
const WORD = /^[\w-]{1,60}$/;

export function read(hash: string): Link {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const word = (key: string) => {
    const value = parts.get(key);
    return value && WORD.test(value) ? value : null;
  };
  const view = (parts.get("v") ?? "").split("/").map(Number);
  const usable = view.length === 3 && view.every(Number.isFinite) && Math.abs(view[1]) <= 85 && Math.abs(view[2]) <= 180;
  const mode = word("m");
  const several = (key: string) => {
    const found = (parts.get(key) ?? "").split(",").filter((one) => WORD.test(one));
    return found.length ? found : null;
  };
  const level = word("n"), classes = word("s");
  return {
    view: usable ? (view as [number, number, number]) : null,
    mode: mode === "gaps" || mode === "find" ? mode : null,
    // Links of before named a distance.
    question: word("q")?.replace(/_\d+km.*$/, "") ?? null, category: word("k"), commune: word("c"),
    filter: several("f"), layers: several("l"), period: word("t"), other: word("o"), table: parts.has("tab"),
    level: level && LEVELS.includes(level) ? (level as Level) : null,
    classes: classes && METHODS.includes(classes) ? (classes as ClassMethod) : null,
  };
}

export function write(link: Link): string {
  const parts: string[] = [];
  if (link.view) parts.push(`v=${link.view[0]}/${link.view[1].toFixed(3)}/${link.view[2].toFixed(3)}`);
  if (link.mode) parts.push(`m=${link.mode}`);
  if (link.question) parts.push(`q=${link.question}`);
  if (link.category) parts.push(`k=${link.category}`);
  if (link.commune) parts.push(`c=${link.commune}`);
  if (link.filter) parts.push(`f=${link.filter.join(",")}`);
  if (link.level) parts.push(`n=${link.level}`);
  if (link.period) parts.push(`t=${link.period}`);
  if (link.classes) parts.push(`s=${link.classes}`);
  if (link.other) parts.push(`o=${link.other}`);
  if (link.layers) parts.push(`l=${link.layers.join(",")}`);
  if (link.table) parts.push("tab=1");
  return `#${parts.join("&")}`;
}
