// Layers over « Voir les manques »: the places that the question counts, or those one chooses.
import { categoryLook, type Context } from "./context.ts";
import type { Structure } from "../figures/data.ts";
import { all, must } from "../page/dom.ts";
import type { Mark } from "../drawing/mark-atlas.ts";
import { toolBox } from "./tool-boxes.ts";

/** In an address, for who wants no place at all. */
export const NONE = "none";

/** Categories that are marked now: chosen ones, or those that the question counts. */
export function layersOf({ state: { layers, question, category } }: Context): string[] {
  if (layers.length) return layers.filter((key) => key !== NONE);
  if (!question.family) return [];
  return category ? [category] : question.categories;
}

/** Places of these categories; where only verified ones count, no other. */
export function marked(context: Context): Structure[] {
  const { state, structures } = context, wanted = new Set(layersOf(context));
  if (state.mode !== "gaps" || !structures) return [];
  return structures.filter((s) => wanted.has(s.category) && (!state.question.verified || s.verified));
}

export function marksOf(context: Context, structures: Structure[]): Mark[] {
  const looks = new Map(context.config.categories.map((look) => [look.key, look]));
  return structures.map((s) => {
    const look = looks.get(s.category);
    return { x: s.x, y: s.y, colour: look?.colour ?? "#12303a", family: look?.family ?? "other", letter: look?.letter ?? "?" };
  });
}

export function layers(context: Context): void {
  const { voice: { t, count }, areas } = context, note = must("#layers-note");
  const boxes = all<HTMLInputElement>("input[name=layer]");

  function show(): void {
    const wanted = layersOf(context), places = marked(context), { state } = context;
    for (const box of boxes) box.checked = wanted.includes(box.value);
    areas.setMarks(marksOf(context, places));
    const here = places.filter((place) => place.in_region).length;
    note.textContent = [
      !state.layers.length && wanted.length ? t("layers_own_shown") : "",
      t("layers_shown", { n: count(here) }),
      state.question.verified ? t("layers_verified") : "",
    ].filter(Boolean).join(" ");
  }

  function say(): void {
    const names = layersOf(context).map((key) => categoryLook(context, key)?.label ?? key);
    context.say([...names, note.textContent ?? ""].join(", "));
  }

  toolBox("layers");
  const choose = (chosen: string[]) => {
    context.set({ layers: chosen });
    say();
  };
  for (const box of boxes) {
    box.addEventListener("change", () => {
      const chosen = boxes.filter((one) => one.checked).map((one) => one.value);
      choose(chosen.length ? chosen : [NONE]);
    });
  }
  must("#layers-own").addEventListener("click", () => choose([]));
  must("#layers-none").addEventListener("click", () => choose([NONE]));
  context.hear((changed) => {
    if (changed.has("layers") || changed.has("question") || changed.has("category") || changed.has("mode")) show();
  });
  show();
}
