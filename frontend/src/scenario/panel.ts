// A scenario on the map: open places there, and see who comes within reach.
import * as L from "leaflet";
import { calm, categoryLook, isSmall, type Context } from "../map/context.ts";
import { h, icon, must } from "../page/dom.ts";
import { markIcon } from "../drawing/marks.ts";
import { given } from "../map/given.ts";
import { ask, pageOf, Refused, textOf, type Opening, type Tried } from "./asked.ts";
import { differencePainter } from "./paint.ts";
import { resultLines } from "./told.ts";

const MOST = 50, CLOSE = 9, PINS = "try-pins", ABOVE = "610";

export function scenarioPanel(context: Context): void {
  const { map, areas, voice: { t }, root, config } = context;
  // A copy without a server has nobody to ask, and says so.
  if (must(".try").dataset.copy !== undefined) return;
  const place = must("#try-place"), kind = must<HTMLSelectElement>("#try-kind"), help = must("#try-help");
  const chip = must("#try-chip"), figure = must("#try-figure"), result = must("#try-result");
  const pins = L.layerGroup().addTo(map);
  const named = new Map<string, string>();
  let openings: Opening[] = [], told = "", unpaint: (() => void) | null = null, turn = Promise.resolve();

  map.createPane(PINS).style.zIndex = ABOVE;
  map.getPane(PINS)?.setAttribute("aria-hidden", "true");

  /** Places of this question only: another one may not count them. */
  const answering = (): string[] => {
    const { question, category } = context.state;
    return category ? [category] : question.categories;
  };
  const usable = () => context.state.question.threshold !== null && context.state.question.categories.length > 0;

  function arm(on: boolean): void {
    context.taking = on ? take : null;
    place.setAttribute("aria-pressed", String(on));
    help.hidden = !on;
    root.classList.toggle("is-placing", on);
    if (!on) return tell(openings.length ? told : "");
    chip.hidden = false;
    chip.replaceChildren(h("span", {}, t("try_where")), h("button", { type: "button", class: "round", "aria-label": t("try_stop"), click: () => arm(false) }, icon("x")));
    context.say(t("try_where"));
    if (isSmall() && root.classList.contains("is-expanded")) must("#grip").click();
    map.getContainer().focus({ preventScroll: true });
  }

  /** What the map says of the scenario, above it. */
  function tell(text: string): void {
    chip.hidden = !text;
    chip.replaceChildren(h("span", {}, text));
  }

  function take(at: L.LatLng): void {
    arm(false);
    const opening = { category: kind.value, lon: Number(at.lng.toFixed(5)), lat: Number(at.lat.toFixed(5)) };
    void change((now) => (now.length < MOST ? [...now, opening] : now));
  }

  function clear(): void {
    unpaint?.();
    unpaint = null;
    pins.clearLayers();
  }

  function without(gone: Opening): void {
    void change((now) => now.filter((one) => one !== gone));
    place.focus({ preventScroll: true });
  }

  function list(): void {
    pins.clearLayers();
    must("#try-changes").replaceChildren(...openings.map((opening) => {
      const look = categoryLook(context, opening.category);
      const text = t("try_opened", { what: look?.label ?? opening.category, where: named.get(textOf([opening])) ?? "" });
      pins.addLayer(L.marker([opening.lat, opening.lon], { icon: markIcon(look), keyboard: false, interactive: false, pane: PINS }));
      return h("li", {}, h("span", {}, text), h("button", { type: "button", class: "round", "aria-label": t("try_undo", { what: text }), click: () => without(opening) }, icon("x")));
    }));
  }

  /** From afar the pins would hide what they change. */
  function lookCloser({ communes }: Tried): void {
    const seen = communes.filter(({ change }) => change === "newly" || change === "lost");
    const members = seen.map(({ code }) => areas.coverage?.codes.indexOf(code) ?? -1).filter((i) => i >= 0);
    if (!members.length || map.getZoom() >= CLOSE) return;
    map.fitBounds(areas.boundsOf(members).pad(0.8), { maxZoom: CLOSE, animate: !calm() });
  }

  function show(tried: Tried): void {
    const { headline, lines } = resultLines(context, tried);
    openings.forEach((opening, i) => named.set(textOf([opening]), tried.changes[i]?.commune ?? ""));
    clear();
    list();
    if (given.difference && areas.coverage) unpaint = areas.addOverlay(differencePainter(given.difference, tried.communes, areas.coverage));
    lookCloser(tried);
    figure.textContent = told = headline;
    result.hidden = false;
    must("#try-lines").replaceChildren(...lines.map((line) => h("li", {}, line.look && h("i", { class: `swatch is-${line.look}`, "aria-hidden": "true" }), line.text)));
    must("#try-method").textContent = [tried.is_estimate && t("try_estimate"), t("try_nothing_kept"), context.drawn?.period.sources[context.state.category]].filter(Boolean).join(" ");
    must<HTMLAnchorElement>("#try-page").href = pageOf(context.state, openings, config.lang);
    if (!context.taking) tell(headline);
    context.say([headline, ...lines.map((line) => line.text)].join(". "));
  }

  function nothing(): void {
    clear();
    openings = [];
    list();
    figure.textContent = "";
    result.hidden = true;
    tell(told = "");
  }

  /** One after the other: each begins with what the one before it left. */
  const change = (next: (now: Opening[]) => Opening[]): Promise<void> => (turn = turn.then(() => tryIt(next(openings))));

  /** What was not answered changes nothing: the openings of before stay, and can be undone. */
  async function tryIt(wanted: Opening[]): Promise<void> {
    const { state } = context, { question, category } = state;
    if (!wanted.length) {
      if (openings.length) context.say(t("try_cleared"));
      return nothing();
    }
    root.classList.add("is-trying");
    try {
      const tried = await ask({ question, category }, wanted);
      openings = wanted;
      // Another question was chosen, and asks for itself.
      if (state.mode === "gaps" && state.question === question && state.category === category) show(tried);
    } catch (error) {
      const why = t(error instanceof Refused ? "try_refused" : "try_failed");
      if (!figure.textContent) figure.textContent = why;
      tell(why);
      context.say(why);
    } finally {
      root.classList.remove("is-trying");
    }
  }

  /** The answer to another question is not shown under this one. */
  function forget(): void {
    unpaint?.();
    unpaint = null;
    figure.textContent = told = "";
    must("#try-lines").replaceChildren();
    must("#try-method").textContent = "";
    tell("");
  }

  function refit(): void {
    const keys = usable() ? answering() : [];
    must("#try-none").hidden = keys.length > 0;
    must("#try-form").hidden = keys.length === 0;
    const before = kind.value;
    kind.replaceChildren(...keys.map((key) => h("option", { value: key }, categoryLook(context, key)?.label ?? key)));
    if (keys.includes(before)) kind.value = before;
    arm(false);
    if (context.state.mode !== "gaps") return clear();
    forget();
    const kept = (now: Opening[]) => now.filter(({ category }) => keys.includes(category));
    openings = kept(openings);
    if (openings.length) list();
    else nothing();
    void change(kept);
  }

  must("#open-try").addEventListener("click", () => {
    // No place brings fibre: who wants to try one is asking about places.
    const question = usable() ? null : config.questions.find(({ threshold, categories }) => threshold !== null && categories.length > 0);
    if (question) context.set({ question, category: "", period: "" });
    if (isSmall() && !root.classList.contains("is-expanded")) must("#grip").click();
    const title = must("#try-title"), body = must("#map-body");
    body.scrollTop += title.getBoundingClientRect().top - body.getBoundingClientRect().top - 12;
    (usable() ? place : title).focus({ preventScroll: true });
  });
  place.addEventListener("click", () => arm(!context.taking));
  must("#try-clear").addEventListener("click", () => {
    void change(() => []);
    place.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !context.taking) return;
    arm(false);
    place.focus();
  });
  context.hear((changed) => {
    if (changed.has("question") || changed.has("category") || changed.has("mode")) refit();
  });
  refit();
}
