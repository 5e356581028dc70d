// The sign of a category: its family by shape, itself by letter and colour.
import type { CategoryLook } from "../figures/config.ts";
import { h } from "../page/dom.ts";

/** Support is a diamond, host places are round, the rest is square. */
export function mark(look: CategoryLook | undefined): HTMLElement {
  const family = look?.family ?? "other";
  return h("span", { class: `mark is-${family}`, "--mark": look?.colour ?? "#44546a" }, h("span", {}, look?.letter ?? "?"));
}
