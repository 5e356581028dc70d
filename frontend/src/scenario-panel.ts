// A scenario on the map: open places there, and see who comes within reach.
import * as L from "leaflet";
import { calm, categoryLook, isSmall, type Context } from "./context.ts";
import { h, icon, must } from "./dom.ts";
import { markIcon } from "./marks.ts";
import { given } from "./given.ts";
import { ask, pageOf, Refused, type Opening, type Tried } from "./scenario-asked.ts";
import { differencePainter } from "./scenario-paint.ts";
import { resultLines } from "./scenario-told.ts";

const MOST = 50, CLOSE = 9, PINS = "try-pins", ABOVE = "610";

export function scenarioPanel(context: Context): void {
  const { map, areas, voice: { t }, root, config } = context;
  // A copy without a server has nobody to ask, and says so.
  if (must(".try").dataset.copy !== undefined) return;
  const place = must("#try-place"), kind = must<HTMLSelectElement>("#try-kind"), help = must("#try-help");
  const chip = must("#try-chip"), figure = must("#try-figure"), result = must("#try-result");
  const pins = L.layerGroup().addTo(map);
  let openings: Opening[] = [], unpaint: (() => void) | null = null, asked = 0;

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
    chip.hidden = !on && !openings.length;
    if (!on) return;
    chip.replaceChildren(h("span", {}, t("try_where")), h("button", { type: "button", class: "round", "aria-label": t("try_stop"), click: () => arm(false) }, icon("x")));
    context.say(t("try_where"));
    if (isSmall() && root.classList.contains("is-expanded")) must("#grip").click();
    map.getContainer().focus({ preventScroll: true });
  }

  function take(at: L.LatLng): void {
    if (openings.length >= MOST) return;
    arm(false);
    openings = [...openings, { category: kind.value, lon: Number(at.lng.toFixed(5)), lat: Number(at.lat.toFixed(5)) }];
    void tryIt();
  }

  function clear(): void {
    unpaint?.();
    unpaint = null;
    pins.clearLayers();
  }

  function without(index: number): void {
    openings = openings.filter((_, i) => i !== index);
    void tryIt();
    place.focus({ preventScroll: true });
  }

  function list(tried: Tried): void {
    const said = tried.changes.map((change, i) => {
      const look = categoryLook(context, change.category);
      const text = t("try_opened", { what: look?.label ?? change.category, where: change.commune });
      pins.addLayer(L.marker([change.lat, change.lon], { icon: markIcon(look), keyboard: false, interactive: false, pane: PINS }));
      return h("li", {}, h("span", {}, text), h("button", { type: "button", class: "round", "aria-label": t("try_undo", { what: text }), click: () => without(i) }, icon("x")));
    });
    must("#try-changes").replaceChildren(...said);
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
    list(tried);
    if (given.difference && areas.coverage) unpaint = areas.addOverlay(differencePainter(given.difference, tried.communes, areas.coverage));
    lookCloser(tried);
    figure.textContent = headline;
    must("#try-lines").replaceChildren(...lines.map((line) => h("li", {}, line.look && h("i", { class: `swatch is-${line.look}`, "aria-hidden": "true" }), line.text)));
    must("#try-method").textContent = [tried.is_estimate && t("try_estimate"), t("try_nothing_kept"), context.drawn?.period.sources[context.state.category]].filter(Boolean).join(" ");
    must<HTMLAnchorElement>("#try-page").href = pageOf(context.state, openings, config.lang);
    chip.replaceChildren(h("span", {}, headline));
    context.say([headline, ...lines.map((line) => line.text)].join(". "));
  }

  async function tryIt(): Promise<void> {
    const mine = ++asked;
    clear();
    result.hidden = !openings.length;
    chip.hidden = !openings.length;
    if (!openings.length) return context.say(t("try_cleared"));
    root.classList.add("is-trying");
    try {
      const tried = await ask(context.state, openings);
      if (mine === asked) show(tried);
    } catch (error) {
      if (mine !== asked) return;
      openings = openings.slice(0, -1);
      const why = t(error instanceof Refused ? "try_refused" : "try_failed");
      if (openings.length && error instanceof Refused) void tryIt();
      else result.hidden = true;
      chip.hidden = false;
      chip.replaceChildren(h("span", {}, why));
      context.say(why);
    } finally {
      if (mine === asked) root.classList.remove("is-trying");
    }
  }

  function refit(): void {
    const keys = usable() ? answering() : [];
    must("#try-none").hidden = keys.length > 0;
    must("#try-form").hidden = keys.length === 0;
    const before = kind.value;
    kind.replaceChildren(...keys.map((key) => h("option", { value: key }, categoryLook(context, key)?.label ?? key)));
    if (keys.includes(before)) kind.value = before;
    arm(false);
    const kept = openings.filter(({ category }) => keys.includes(category));
    const gone = kept.length !== openings.length;
    openings = kept;
    if (context.state.mode !== "gaps") clear();
    else if (openings.length || gone) void tryIt();
    else chip.hidden = true;
  }

  must("#open-try").addEventListener("click", () => {
    if (isSmall() && !root.classList.contains("is-expanded")) must("#grip").click();
    const title = must("#try-title"), body = must("#map-body");
    body.scrollTop += title.getBoundingClientRect().top - body.getBoundingClientRect().top - 12;
    (usable() ? place : title).focus({ preventScroll: true });
  });
  place.addEventListener("click", () => arm(!context.taking));
  must("#try-clear").addEventListener("click", () => {
    openings = [];
    void tryIt();
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
