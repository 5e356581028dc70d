// Before the script of an embed in a copy: what a server would have read of the address.
import { must } from "./page/dom.ts";
import { embedAsked, questionOf, type EmbedAsked } from "./embed/asked.ts";
import { dressCopy } from "./site-copy/embed-dress.ts";
import { answerCopy } from "./site-copy/embed-finder.ts";
import { mapOfCopy } from "./site-copy/embed-map.ts";
import { figuresAt, noteOf, plainAt, USUAL, type CopyConfig } from "./site-copy/embed-page.ts";

const config = JSON.parse(must("#copy-config").textContent ?? "") as CopyConfig;
// The folder of a language is its language, whatever the address says.
const path = location.pathname.replace(/\/+$/, ""), kind = /\/embed\/(\w+)/.exec(path)?.[1] ?? "";
const asked: EmbedAsked = embedAsked(`/embed/${kind}${location.search}`);

/** A copy holds the figures of some territories, each in a folder. */
async function figures(): Promise<void> {
  const note = noteOf(config);
  for (const place of figuresAt(asked)) {
    if (place === location.pathname) {
      const question = questionOf(asked);
      if (kind === "chiffre" && question && question !== (config.question || USUAL)) note("no_such_figure");
      return;
    }
    const answer = await fetch(place, { method: "HEAD" }).catch(() => null);
    if (answer?.ok) return location.replace(place + location.search + location.hash);
  }
  note("no_figures");
}

function read(): void {
  if (asked.lang === "en" && config.lang !== "en") return location.replace(plainAt(asked) + location.search + location.hash);
  dressCopy(asked);
  if (kind === "carte") mapOfCopy(asked, config);
  else if (kind === "trouver") void answerCopy(asked, config);
  else if (asked.territory || questionOf(asked)) void figures();
}

read();
