// The search box: a combobox (WAI-ARIA APG, list autocomplete) on the geocoder's answers.
import { h, icon, later, must } from "./dom.ts";
import type { Voice } from "./words.ts";

export interface Suggestion {
  kind: string;
  label: string;
  detail: string;
  lon: number;
  lat: number;
  code: string | null;
  id: string | null;
}

interface Answer {
  suggestions?: {
    kind: string;
    label: string;
    detail: string;
    lon: number | null;
    lat: number | null;
    code?: string;
    id?: string;
  }[];
}

const WAIT_MS = 140, LEAST = 2, ICONS: Record<string, string> = { structure: "building-2" };

/** What the geocoder says, without what has no position. */
export function suggestionsOf(answer: Answer): Suggestion[] {
  return (answer.suggestions ?? []).flatMap(({ lon, lat, code, id, ...rest }) =>
    lon === null || lat === null ? [] : [{ ...rest, lon, lat, code: code ?? null, id: id ?? null }]);
}

/** `describe` says what a suggestion is, in the reader's language, where the page knows. */
export function searchBox(
  voice: Voice, pick: (suggestion: Suggestion | null) => void, describe: (suggestion: Suggestion) => string,
): void {
  const input = must<HTMLInputElement>("#search"), list = must("#search-options");
  const status = must("#search-status"), clear = must("#search-clear");
  let found: Suggestion[] = [], active = -1, last = 0;

  function close(): void {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(place: number): void {
    const suggestion = found[place];
    if (!suggestion) return;
    input.value = suggestion.label;
    clear.hidden = false;
    close();
    pick(suggestion);
  }

  function option(suggestion: Suggestion, place: number): HTMLElement {
    const chosen = (event: MouseEvent) => {
      event.preventDefault();
      choose(place);
    };
    return h("li", { role: "option", id: `search-${place}`, "aria-selected": String(place === active), mousedown: chosen },
      icon(ICONS[suggestion.kind] ?? "map-pin"),
      h("span", {}, h("b", {}, suggestion.label), h("small", {}, describe(suggestion))));
  }

  function draw(): void {
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = found.length ? voice.t("n_suggestions", { n: found.length }) : voice.t("no_suggestion");
  }

  const ask = later(async () => {
    const asked = ++last, query = input.value.trim();
    clear.hidden = !query;
    if (query.length < LEAST) return close();
    try {
      const answer = await fetch(`/api/v1/geocode?q=${encodeURIComponent(query)}`, { signal: AbortSignal.timeout(4000) });
      if (asked !== last) return;
      found = answer.ok ? suggestionsOf((await answer.json()) as Answer) : [];
      draw();
    } catch {
      if (asked !== last) return;
      found = [];
      close();
      status.textContent = voice.t("search_failed");
    }
  }, WAIT_MS);

  function step(by: number): void {
    active = (active + by + found.length) % found.length;
    draw();
    input.setAttribute("aria-activedescendant", `search-${active}`);
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }

  input.addEventListener("input", () => ask());
  input.addEventListener("blur", () => window.setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Enter") {
      event.preventDefault();
      choose(Math.max(active, 0));
    }
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length) {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1);
    }
  });
  clear.addEventListener("click", () => {
    input.value = "";
    found = [];
    clear.hidden = true;
    close();
    pick(null);
    input.focus();
  });
}
