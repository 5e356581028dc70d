// What a scenario changes, in words: the first line is the answer, the others stand beside.
import type { Context } from "../map/context.ts";
import type { Tried } from "./asked.ts";

export interface Line {
  text: string;
  look: "newly" | "lost" | null;
}

const signed = (value: number, count: (value: number) => string): string => (value > 0 ? `+ ${count(value)}` : value < 0 ? `− ${count(-value)}` : "0");

export function resultLines({ voice: { t, count, share } }: Pick<Context, "voice">, tried: Tried): { headline: string; lines: Line[] } {
  const { difference, before, after, max_min: min } = tried, people = difference.inhabitants;
  const headline = t(people.net ? "try_headline" : "try_no_change", { n: signed(people.net, count), min });
  const among = (change: "newly" | "lost") => tried.communes.filter((one) => one.change === change).length;
  const lines: Line[] = [];
  const newly = among("newly"), lost = among("lost");
  if (newly) lines.push({ look: "newly", text: t("try_newly", { communes: count(newly), n: count(people.newly_covered) }) });
  if (lost) lines.push({ look: "lost", text: t("try_lost", { communes: count(lost), n: count(people.lost) }) });
  const part = (reached: { covered: number | null; total: number | null } | undefined) =>
    (reached?.covered === null || !reached?.total ? "—" : share(reached.covered / reached.total));
  lines.push({ look: null, text: t("try_share", { before: part(before.inhabitants), after: part(after.inhabitants) }) });
  for (const key of ["working_age", "establishments"] as const) {
    const step = difference[key];
    if (step?.net) lines.push({ look: null, text: t(`try_${key}`, { n: signed(step.net, count) }) });
  }
  const was = before.inhabitants?.uncertain ?? 0, is = after.inhabitants?.uncertain ?? 0;
  if (was !== is) lines.push({ look: null, text: t("try_uncertain", { before: count(was), after: count(is) }) });
  return { headline, lines };
}
