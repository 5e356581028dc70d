// The switches of what is coloured: communes or groups, which period, which classes.
import type { ClassMethod, Context, Level } from "./context.ts";
import { all, must } from "./dom.ts";
import { periodOf } from "./scale.ts";

const SWITCHES = ["level", "period", "classes"] as const;

function mirror({ state, config, voice: { t } }: Context): void {
  const { question, level } = state, period = periodOf(question, state.period).key;
  // What the panel says of a question is of the period that is shown.
  for (const help of all("[data-help-of]")) {
    const own = config.questions.find(({ key }) => key === help.dataset.helpOf);
    if (own) help.textContent = periodOf(own, own === question ? period : "").help;
  }
  for (const radio of all<HTMLInputElement>("input[name=level]")) radio.checked = radio.value === level;
  for (const box of all("[data-periods-of]")) box.hidden = box.dataset.periodsOf !== question.key;
  for (const radio of all<HTMLInputElement>("input[name=period]")) radio.checked = radio.value === period;
  const select = must<HTMLSelectElement>("#classes");
  select.value = state.classes;
  // The threshold is in minutes: shares have bounds that are only round.
  const min = level === "commune" ? question.threshold : null;
  select.options[0].textContent = min === null ? t("classes_round") : t("classes_fixed", { min });
}

/** What is now on the map, for who does not see it; a warning is never left out. */
function said({ state, voice: { t } }: Context, key: (typeof SWITCHES)[number]): string {
  if (key === "level") return t("level_now", { units: t(`units_${state.level}`) });
  if (key === "classes") return t("classes_now", { method: must<HTMLSelectElement>("#classes").selectedOptions[0].text });
  const period = periodOf(state.question, state.period);
  return [t("period_now", { period: period.label }), period.warning].filter(Boolean).join(". ");
}

/** On a phone the attribution stands on the legend, however high that is. */
function keepRoom(root: HTMLElement): void {
  const legend = must(".legend");
  new ResizeObserver(() => {
    if (legend.offsetHeight) root.style.setProperty("--legend", `${legend.offsetHeight}px`);
  }).observe(legend);
}

export function levels(context: Context): void {
  for (const radio of all<HTMLInputElement>("input[name=level]")) {
    radio.addEventListener("change", () => context.set({ level: radio.value as Level }));
  }
  for (const radio of all<HTMLInputElement>("input[name=period]")) {
    radio.addEventListener("change", () => context.set({ period: radio.value === context.state.question.period ? "" : radio.value }));
  }
  must<HTMLSelectElement>("#classes").addEventListener("change", (event) => {
    context.set({ classes: (event.target as HTMLSelectElement).value as ClassMethod });
  });
  context.hear((changed) => {
    mirror(context);
    const told = SWITCHES.find((key) => changed.has(key));
    if (told && !changed.has("question") && !changed.has("mode")) context.say(said(context, told));
  });
  mirror(context);
  keepRoom(context.root);
}
