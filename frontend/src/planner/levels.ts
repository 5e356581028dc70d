// The switches of what is coloured: communes or groups, which period, which classes.
import { home, isHome } from "../map/base.ts";
import type { Context } from "../map/context.ts";
import { all, must, whenIdle } from "../page/dom.ts";
import { periodOf, type ClassMethod } from "../figures/scale.ts";
import type { Level } from "../figures/units.ts";

const SWITCHES = ["level", "period", "classes"] as const;
/** Pixels of a legend that are worth another view. */
const SEEN = 4;

function mirror({ state, config, voice: { t } }: Context): void {
  const { question, level } = state, period = periodOf(question, state.period).key;
  // What the panel says of a question is of the period that is shown.
  for (const help of all("[data-help-of]")) {
    const own = config.questions.find(({ key }) => key === help.dataset.helpOf);
    const text = own && periodOf(own, own === question ? period : "").help;
    // What is written again is laid out again.
    if (text !== undefined && help.textContent !== text) help.textContent = text;
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

/** On a phone the attribution stands on the legend, however high that is; the region, above both. */
function keepRoom({ map, config }: Context): void {
  const legend = must(".legend"), corners = must(".leaflet-control-container");
  let highest = 0;
  new ResizeObserver(() => {
    const high = legend.offsetHeight;
    if (!high) return;
    // On what stands in the corners alone: the whole page would be styled anew.
    corners.style.setProperty("--legend", `${high}px`);
    // A lower legend leaves the map where it is, and other classes are seen before it moves.
    if (high <= highest + SEEN) return;
    highest = high;
    whenIdle(() => isHome(map) && home(map, config));
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
  keepRoom(context);
}
