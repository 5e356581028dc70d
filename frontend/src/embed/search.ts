// The search of an embedded map: names of communes that the page already has.
import type { Context } from "../map/context.ts";
import { h } from "../page/dom.ts";
import { plain } from "../page/names.ts";

const MOST = 8;

/** Places of the best names: those that begin as typed, the most populous first. */
export function matching(typed: string, names: string[], population: (number | null)[]): number[] {
  const asked = plain(typed);
  if (!asked) return [];
  const found: [number, number][] = [];
  names.forEach((name, i) => {
    const at = plain(name), rank = at === asked ? 0 : at.startsWith(asked) ? 1 : at.includes(` ${asked}`) ? 2 : 3;
    if (rank < 3) found.push([i, rank]);
  });
  return found.sort(([a, x], [b, y]) => x - y || (population[b] ?? 0) - (population[a] ?? 0)).slice(0, MOST).map(([i]) => i);
}

export function searchField(context: Context, open: (commune: number) => void): void {
  const form = document.querySelector<HTMLFormElement>("#embed-search"), { communes, map } = context;
  if (!form || !communes) return;
  const field = form.querySelector("input") as HTMLInputElement, list = form.querySelector("datalist") as HTMLElement;
  const none = form.dataset.none ?? "";
  const named = (i: number) => `${communes.name[i]} (${communes.department[i]})`;
  const best = () => {
    const typed = /^(.*) \((\w+)\)$/.exec(field.value);
    const found = matching(typed?.[1] ?? field.value, communes.name, communes.population);
    return found.find((i) => communes.department[i] === typed?.[2]) ?? found[0] ?? -1;
  };
  const go = () => {
    const commune = best();
    if (commune < 0) return void context.say(none);
    map.setView([communes.lat[commune], communes.lon[commune]], Math.max(map.getZoom(), 10), { animate: false });
    open(commune);
  };
  field.addEventListener("input", (event) => {
    list.replaceChildren(...matching(field.value, communes.name, communes.population).map((i) => h("option", { value: named(i) })));
    // Who types a name to its end is left to type; who takes one from the list goes there.
    const { inputType = "insertReplacementText" } = event as Partial<InputEvent>;
    if (inputType === "insertReplacementText" && /\(\w+\)$/.test(field.value) && best() >= 0) go();
  });
  // In a sandbox a form tells nothing of what it would send.
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    go();
  });
  form.querySelector("button")?.addEventListener("click", go);
}
