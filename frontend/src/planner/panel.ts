// The controls of the panel: mode, question, category, and the drawer of phones.
import { isSmall, type Context } from "../map/context.ts";
import { all, must } from "../page/dom.ts";

const RESIZE_MS = 260;

function mirror(context: Context): void {
  const { root, state } = context;
  root.dataset.mode = state.mode;
  for (const button of all("[data-mode-button]")) {
    button.setAttribute("aria-pressed", String(button.dataset.modeButton === state.mode));
  }
  for (const radio of all<HTMLInputElement>("input[name=question]")) radio.checked = radio.value === state.question.key;
  for (const box of all("[data-categories-of]")) box.hidden = box.dataset.categoriesOf !== state.question.key;
  for (const radio of all<HTMLInputElement>("input[name=category]")) radio.checked = radio.value === state.category;
  for (const note of all("[data-note-of]")) note.hidden = note.dataset.noteOf !== state.question.key || state.category !== "";
}

export function panel(context: Context): void {
  const { root, config } = context, grip = must("#grip");

  const expand = (open: boolean) => {
    root.classList.toggle("is-expanded", open);
    grip.setAttribute("aria-expanded", String(open));
    window.setTimeout(() => context.map.invalidateSize(), RESIZE_MS);
  };

  for (const button of all("[data-mode-button]")) {
    button.addEventListener("click", () => {
      context.set({ mode: button.dataset.modeButton === "find" ? "find" : "gaps", commune: -1 });
    });
  }
  for (const radio of all<HTMLInputElement>("input[name=question]")) {
    radio.addEventListener("change", () => {
      const question = config.questions.find((q) => q.key === radio.value);
      if (question) context.set({ question, category: "", period: "" });
    });
  }
  for (const radio of all<HTMLInputElement>("input[name=category]")) {
    radio.addEventListener("change", () => context.set({ category: radio.value }));
  }
  grip.addEventListener("click", () => expand(!root.classList.contains("is-expanded")));
  context.hear((changed) => {
    mirror(context);
    // On a phone the list is the answer: it comes first, the map behind it.
    if (changed.has("mode") && isSmall()) expand(context.state.mode === "find");
    if (changed.has("commune") && context.state.commune >= 0 && isSmall()) expand(false);
  });
  mirror(context);
  if (isSmall() && context.state.mode === "find") expand(true);
}
