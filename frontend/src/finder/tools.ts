// Small buttons of the finder: share, print, and on a phone the list or the map.
import { canSend, copied, send } from "../page/clipboard.ts";
import { isSmall } from "../map/context.ts";
import { all, h, must } from "../page/dom.ts";
import type { Voice } from "../page/words.ts";

const SHOWN_MS = 4000;

function toast(text: string): void {
  document.querySelector(".said-toast")?.remove();
  const shown = h("p", { class: "said-toast", "aria-hidden": "true" }, text);
  document.body.append(shown);
  window.setTimeout(() => shown.remove(), SHOWN_MS);
}

/** The sheet of the system where there is one; else the link is copied, and said so. */
export function sharing(voice: Voice, say: (text: string) => void): void {
  const tell = (text: string) => {
    say(text);
    toast(text);
  };
  for (const button of all<HTMLButtonElement>("button[data-share]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const url = new URL(button.dataset.share ?? "", location.href).href;
      const title = button.dataset.title ?? document.title;
      if (isSmall() && canSend()) {
        send(title, url);
        return;
      }
      void copied(url).then((well) => {
        button.focus();
        tell(voice.t(well ? "copied" : "copy_failed"));
      });
    });
  }
  const print = document.querySelector<HTMLButtonElement>("#print");
  if (!print) return;
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

export interface Views {
  showList(): void;
  showMap(): void;
}

/** Whether the reader went from the list to the map of a phone. */
export const isOnMap = () => (history.state as { view?: string } | null)?.view === "map";

/** On a phone, the list or the map; beside one another elsewhere. `shown`: the map came. */
export function views(voice: Voice, say: (text: string) => void, shown: () => void): Views {
  const main = must(".finder"), button = document.querySelector<HTMLButtonElement>("#view-toggle");
  let at = 0;

  function show(view: "list" | "map"): void {
    if (!button || !isSmall() || main.dataset.view === view) return;
    if (view === "map") at = window.scrollY;
    main.dataset.view = view;
    must("span", button).textContent = voice.t(view === "map" ? "show_list" : "show_map");
    must("use", button).setAttribute("href", view === "map" ? "#i-list" : "#i-map");
    say(voice.t(view === "map" ? "map_shown" : "list_shown"));
    window.scrollTo(0, view === "map" ? 0 : at);
    if (view === "map") shown();
  }

  /** The map is a page of its own for who goes back; we scroll the list ourselves. */
  function showMap(): void {
    if (button && isSmall() && !isOnMap()) {
      history.scrollRestoration = "manual";
      history.pushState({ view: "map" }, "");
    }
    show("map");
  }

  function showList(): void {
    show("list");
    if (isOnMap()) history.back();
  }

  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => (main.dataset.view === "map" ? showList() : showMap()));
    window.addEventListener("popstate", () => show(isOnMap() ? "map" : "list"));
    // Who comes back from a card finds the list where it was left.
    window.addEventListener("pagehide", () => { history.scrollRestoration = "auto"; });
  }
  return { showList, showMap };
}
