// The generator of /integrer: what is chosen becomes a preview and snippets at once. The
// form does the same without a script.
import { all, later, must } from "./page/dom.ts";
import { addressOf, embedAsked, type EmbedAsked, type Kind, wholeOf } from "./embed/asked.ts";
import { heightIn, READY } from "./embed/host-height.ts";
import { type Commune, communeNamed, offerCommunes } from "./embed/integrate-communes.ts";
import { pixels } from "./embed/integrate-size.ts";
import { snippets, type Snippets } from "./embed/snippets.ts";

interface Config {
  origin: string;
  region: string;
  heights: Record<Kind, number>;
  applies: Record<string, Kind[]>;
  t: Record<string, string>;
  /** Texts and titles of indicators by language of the embed. */
  texts: Record<string, Record<string, string>>;
  indicators: Record<string, Record<string, string>>;
}

const config = JSON.parse(must("#integrer-config").textContent ?? "") as Config;
const form = must<HTMLFormElement>("#choix"), frame = must<HTMLIFrameElement>("#apercu");
const place = must<HTMLSelectElement>("#territoire"), named = must<HTMLInputElement>("#commune");
const colour = must<HTMLInputElement>("#couleur"), picker = must<HTMLInputElement>("#nuancier");
const width = must<HTMLInputElement>("#largeur"), height = must<HTMLInputElement>("#hauteur");
/** So much room below the content is no fault. */
const SPARE_PX = 80;
const status = must("#dit"), advised = must("#conseil");

function asked(): EmbedAsked {
  const given = new FormData(form), kind = String(given.get("quoi")) as Kind, query = new URLSearchParams();
  const field: Record<string, string> = {
    indicateur: "indicator", categories: "categories", famille: "family", vue: "view", legende: "legend",
    recherche: "search", liste: "list",
  };
  for (const [name, value] of given) {
    const kinds = config.applies[field[name] ?? ""];
    if (typeof value !== "string" || !value || (kinds && !kinds.includes(kind))) continue;
    if (name !== "lang" && name !== "commune") query.append(name === "langue" ? "lang" : name, value);
  }
  // The whole region goes without saying.
  if (place.selectedIndex === 0) query.delete("territoire");
  return embedAsked(`/embed/${kind}?${query}`);
}

/** The name without what tells it apart in the list. */
const territory = (): string => (place.selectedIndex === 0 ? config.region : place.selectedOptions[0]?.text ?? "");

/** Where the whole map shows all of the territory, as the embed itself does. */
function around(embed: EmbedAsked): EmbedAsked {
  const view = place.selectedOptions[0]?.dataset["view"];
  return embed.kind === "carte" && !embed.view && view ? { ...embed, view: embedAsked(`/embed/carte?vue=${view}`).view } : embed;
}

function written(embed: EmbedAsked): Snippets & { title: string } {
  const texts = config.texts[embed.lang] ?? {}, titles = config.indicators[embed.lang] ?? {};
  const title = (texts[`title_${embed.kind}`] ?? "")
    .replace("{indicator}", () => titles[embed.indicator ?? ""] ?? "").replace("{territory}", territory);
  const usual = config.heights[embed.kind], tall = Number(pixels(height.value, 120, 2000) ?? usual);
  const path = addressOf(embed), parameters = path.slice(path.indexOf("?") + 1).split("&");
  const pairs = parameters.map((one): [string, string] => [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)]);
  return {
    title,
    ...snippets({
      origin: config.origin, kind: embed.kind, asked: Object.fromEntries(pairs), title,
      width: pixels(width.value, 280, 1600) ?? "100%",
      height: tall, fixed: tall !== usual,
      full: config.origin + wholeOf(around(embed)), link: texts[`link_${embed.kind}`] ?? "",
    }),
  };
}

function show(embed: EmbedAsked): void {
  const told = written(embed), path = addressOf(embed);
  for (const key of ["address", "frame", "growing", "element", "anchor"] as const) {
    const code = must(`#${key}`);
    code.textContent = told[key];
    const copy = code.closest(".code")?.querySelector<HTMLElement>("button[data-copy]");
    if (copy) copy.dataset["copy"] = told[key];
  }
  must<HTMLAnchorElement>("#oembed").href = told.oembed;
  must<HTMLAnchorElement>("#seule").href = path;
  height.placeholder = String(config.heights[embed.kind]);
  frame.height = String(pixels(height.value, 120, 2000) ?? config.heights[embed.kind]);
  frame.dataset["kind"] = embed.kind;
  size();
  if ((frame.dataset["at"] ?? frame.getAttribute("src")) === path) return;
  // `replace` spares the back button a step for every choice.
  frame.contentWindow?.location.replace(path);
  frame.dataset["at"] = path;
  advised.hidden = true;
  status.textContent = config.t["updated"] ?? "";
}

function size(): void {
  const tried = must<HTMLInputElement>("#essai input:checked").value;
  frame.width = tried || (pixels(width.value, 280, 1600) ?? "100%");
}

function fit(): void {
  const kind = must<HTMLInputElement>("input[name=quoi]:checked", form).value as Kind;
  const indicator = must<HTMLSelectElement>("#indicateur");
  // Only figures know every indicator.
  if (kind !== "chiffre" && indicator.selectedOptions[0]?.matches("optgroup > *")) indicator.selectedIndex = 0;
  for (const part of all("[data-for]", form)) {
    const { for: kinds = "", question = indicator.value } = part.dataset;
    part.hidden = !kinds.split(" ").includes(kind) || !question.split(" ").includes(indicator.value);
    if (part instanceof HTMLOptGroupElement) part.disabled = part.hidden;
    // What is not seen is not sent.
    for (const field of all<HTMLInputElement | HTMLSelectElement>("input, select", part)) field.disabled = part.hidden;
  }
}

/** What the kind shows by itself is ticked when another kind is chosen. */
function usual(kind: Kind): void {
  const bare = embedAsked(`/embed/${kind}`);
  for (const [name, on] of [["legende", bare.legend], ["recherche", bare.search], ["liste", bare.list]] as const) {
    must<HTMLInputElement>(`input[type=checkbox][name=${name}]`, form).checked = on;
  }
}

function changed(): void {
  fit();
  show(asked());
  history.replaceState(null, "", `${location.pathname}?${choice()}`);
}

/** As the form would send it: what is ticked comes before its « 0 ». */
function choice(): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value && (name === "categories" || !query.has(name))) query.append(name, String(value));
  }
  return query;
}

function take(commune: Commune): void {
  const key = `commune:${commune.code}`;
  if (![...place.options].some(({ value }) => value === key)) place.add(new Option(commune.name, key));
  place.value = key;
  named.value = "";
  changed();
}

const soon = later(changed, 250);
const offer = later(() => void offerCommunes(named.value, must("#communes")), 140);
form.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return changed();
  if (target === named) return;
  if (target.name === "quoi") usual(target.value as Kind);
  if (target === picker) colour.value = picker.value.slice(1);
  changed();
});
form.addEventListener("input", ({ target }) => {
  if (target === picker) colour.value = picker.value.slice(1);
  if (target === named) {
    const found = communeNamed(named.value);
    return found ? take(found) : offer();
  }
  const asHex = embedAsked(`/embed/carte?couleur=${encodeURIComponent(colour.value)}`).colour;
  if (target === colour && asHex) picker.value = `#${asHex}`;
  soon();
});
form.addEventListener("submit", (event) => {
  // A name that is in no list yet is for the server to understand.
  if (named.value.trim()) return;
  event.preventDefault();
  changed();
});
must("#essai").addEventListener("change", size);
// What the content needs at the width of the preview; a map takes whatever it gets.
addEventListener("message", ({ data, source }) => {
  const needed = source === frame.contentWindow ? heightIn(data) : null, now = Number(frame.height);
  if (needed === null) return;
  advised.hidden = frame.dataset["kind"] === "carte" || (needed <= now && needed > now - SPARE_PX);
  must("span", advised).textContent = (config.t["needs"] ?? "").replace("{n}", String(needed));
  must("button", advised).dataset["height"] = String(needed);
});
const ask = (): void => frame.contentWindow?.postMessage(READY, location.origin);
frame.addEventListener("load", ask);
must("button", advised).addEventListener("click", ({ currentTarget }) => {
  height.value = (currentTarget as HTMLElement).dataset["height"] ?? "";
  height.closest("details")?.setAttribute("open", "");
  advised.hidden = true;
  changed();
  height.focus();
});

frame.dataset["kind"] = asked().kind;
ask();
must("#contenu").classList.add("is-live");
must("#essai").hidden = false;
picker.hidden = false;
fit();
