// A search box: a combobox (WAI-ARIA APG, list autocomplete) on the geocoder's answers.
import { copyBase } from "../page/addresses.ts";
import { h, icon, later, must } from "../page/dom.ts";
import type { Values, Voice } from "../page/words.ts";

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
  /** `note` says that addresses are asked elsewhere, and do not come. */
  addresses?: { note: string | null };
}

/** What a list offers while nothing is typed, such as « Autour de moi ». */
export interface FirstChoice {
  label: string;
  detail: string;
  icon: string;
  run(): void;
}

export interface Box {
  input: HTMLInputElement;
  list: HTMLElement;
  status: HTMLElement;
  clear: HTMLElement;
  t(key: string, values?: Values): string;
  /** A suggestion was chosen; null: the field was emptied. */
  pick(suggestion: Suggestion | null): void;
  /** What a suggestion is, in the reader's language, where the page knows. */
  describe(suggestion: Suggestion): string;
  /** Titles of groups by kind; without them the list is flat. */
  groups?: Record<string, string>;
  first?: FirstChoice;
  /** Whether addresses are missing, though they are usually there. */
  addressesAway?(away: boolean): void;
  /** Whether Enter takes the best suggestion when none was reached with the arrows. */
  enterPicksFirst: boolean;
}

const WAIT_MS = 140, LEAST = 2;
const ICONS: Record<string, string> = { structure: "building-2" };
/** A number that is no postcode, then words: « 12 rue Alsace-Lorraine ». */
const ADDRESS = /(^|\D)\d{1,4}(\s?(bis|ter))?[,\s]+\D{3}/i;
const ORDER = ["commune", "structure", "address"];

/** What the geocoder says, without what has no position. */
export function suggestionsOf(answer: Answer): Suggestion[] {
  return (answer.suggestions ?? []).flatMap(({ lon, lat, code, id, ...rest }) =>
    lon === null || lat === null ? [] : [{ ...rest, lon, lat, code: code ?? null, id: id ?? null }]);
}

/** The same suggestions, those of a kind together; within a kind, the best first. */
export function grouped(suggestions: Suggestion[]): Suggestion[] {
  const place = ({ kind }: Suggestion) => (ORDER.indexOf(kind) + ORDER.length + 1) % (ORDER.length + 1);
  return [...suggestions].sort((a, b) => place(a) - place(b));
}

/** The map's box; `describe` says what a suggestion is. */
export function searchBox(
  voice: Voice, pick: (suggestion: Suggestion | null) => void, describe: (suggestion: Suggestion) => string,
): void {
  combobox({
    input: must<HTMLInputElement>("#search"), list: must("#search-options"), status: must("#search-status"),
    clear: must("#search-clear"), t: voice.t, pick, describe, enterPicksFirst: true,
  });
}

/** The geocoder's answer; a copy without a server looks among its communes. */
async function answerTo(query: string): Promise<Answer> {
  if (copyBase() !== undefined) {
    const { placesLike, placesOfCopy } = await import("../site-copy/places-of-copy.ts");
    return { suggestions: placesLike(await placesOfCopy(), query) };
  }
  const answer = await fetch(`/api/v1/geocode?q=${encodeURIComponent(query)}`, { signal: AbortSignal.timeout(4000) });
  return answer.ok ? ((await answer.json()) as Answer) : {};
}

/** Returns what puts the caret in the field without opening its list. */
export function combobox(box: Box): () => void {
  const { input, list, status, clear, t } = box;
  let found: Suggestion[] = [], first: FirstChoice | undefined, active = -1, last = 0, isQuiet = false;
  // Whether what is offered answers what is typed, and whether Enter waits until it does;
  // where the answer was lost, Enter asks again.
  let answer: "there" | "awaited" | "lost" = "there", isSent = false;

  const choices = () => (first ? 1 : 0) + found.length;
  const idOf = (place: number) => `${list.id}-${place}`;

  function close(): void {
    list.hidden = true;
    active = -1;
    isSent = false;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(place: number): void {
    const suggestion = found[first ? place - 1 : place];
    close();
    if (first && place === 0) return first.run();
    if (!suggestion) return;
    input.value = suggestion.label;
    clear.hidden = false;
    box.pick(suggestion);
  }

  function option(place: number, picture: string, label: string, detail: string, tag: "li" | "div"): HTMLElement {
    const chosen = (event: MouseEvent) => {
      event.preventDefault();
      choose(place);
    };
    return h(tag, { role: "option", class: "option", id: idOf(place), "aria-selected": String(place === active), mousedown: chosen },
      icon(picture), h("span", {}, h("b", {}, label), detail && h("small", {}, detail)));
  }

  function ofSuggestion(suggestion: Suggestion, i: number, tag: "li" | "div"): HTMLElement {
    return option(i + (first ? 1 : 0), ICONS[suggestion.kind] ?? "map-pin", suggestion.label, box.describe(suggestion), tag);
  }

  function groups(titles: Record<string, string>): HTMLElement[] {
    const kinds = [...new Set(found.map(({ kind }) => kind))];
    return kinds.map((kind) => h("div", { role: "group", "aria-label": titles[kind] ?? kind },
      h("span", { class: "group-title", "aria-hidden": "true" }, titles[kind] ?? kind),
      found.map((one, i) => (one.kind === kind ? ofSuggestion(one, i, "div") : null))));
  }

  function draw(): void {
    const before = first ? [option(0, first.icon, first.label, first.detail, box.groups ? "div" : "li")] : [];
    list.replaceChildren(...before, ...(box.groups ? groups(box.groups) : found.map((one, i) => ofSuggestion(one, i, "li"))));
    list.hidden = !choices();
    input.setAttribute("aria-expanded", String(choices() > 0));
  }

  function say(): void {
    status.textContent = found.length ? t("n_suggestions", { n: found.length }) : t("no_suggestion");
  }

  /** There is nothing to wait for: no answer that is on its way counts any more. */
  function nothing(): void {
    last++;
    answer = "there";
    isSent = false;
    found = [];
    first = input.value.trim() ? undefined : box.first;
    if (first && document.activeElement === input) draw();
    else close();
  }

  const ask = later(async () => {
    const asked = last, query = input.value.trim();
    clear.hidden = !query;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    if (query.length < LEAST) return nothing();
    try {
      const said = await answerTo(query);
      if (asked !== last) return;
      answer = "lost";
      if (document.activeElement !== input) return;
      const suggestions = suggestionsOf(said);
      box.addressesAway?.(Boolean(said.addresses?.note) && ADDRESS.test(query));
      first = undefined;
      found = box.groups ? grouped(suggestions) : suggestions;
      answer = "there";
      draw();
      say();
      if (isSent) choose(0);
    } catch {
      if (asked !== last) return;
      nothing();
      answer = "lost";
      status.textContent = t("search_failed");
    }
  }, WAIT_MS);

  function wait(): void {
    last++;
    answer = "awaited";
    ask();
  }

  function step(by: number): void {
    active = (active + by + choices()) % choices();
    draw();
    input.setAttribute("aria-activedescendant", idOf(active));
    document.getElementById(idOf(active))?.scrollIntoView({ block: "nearest" });
  }

  input.addEventListener("input", () => {
    // What is offered to an empty field is no answer to what is typed.
    if (first) nothing();
    isSent = false;
    wait();
  });
  input.addEventListener("focus", () => {
    if (!isQuiet && box.first && list.hidden && !input.value.trim()) nothing();
  });
  input.addEventListener("blur", () => window.setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Enter" && (active >= 0 || box.enterPicksFirst)) {
      event.preventDefault();
      // Who is faster than the answer gets the best of it, not of what was offered before.
      if (active < 0 && answer === "lost") wait();
      if (active < 0 && answer === "awaited") isSent = true;
      else choose(Math.max(active, 0));
    }
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && choices()) {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1);
    }
  });
  clear.addEventListener("click", () => {
    input.value = "";
    clear.hidden = true;
    nothing();
    box.pick(null);
    input.focus();
  });
  return () => {
    isQuiet = true;
    input.focus();
    isQuiet = false;
  };
}
