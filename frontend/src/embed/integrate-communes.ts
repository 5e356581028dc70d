// Names of communes for the generator, asked while somebody types.
import { h } from "../page/dom.ts";

export interface Commune { code: string; name: string }
interface Answer { suggestions?: { kind: string; label: string; detail: string; code?: string }[] }

const LEAST = 2;
const known = new Map<string, Commune>();

/** Offers what the text may mean; « Guéret (Creuse) » tells homonyms apart. */
export async function offerCommunes(text: string, list: HTMLElement): Promise<void> {
  if (text.trim().length < LEAST || known.has(text)) return;
  try {
    const answer = await fetch(`/api/v1/geocode?q=${encodeURIComponent(text)}`, { signal: AbortSignal.timeout(10_000) });
    const { suggestions = [] } = (await answer.json()) as Answer;
    const found = suggestions.filter(({ kind, code }) => kind === "commune" && code);
    for (const { label, detail, code = "" } of found) known.set(`${label} (${detail})`, { code, name: label });
    list.replaceChildren(...found.map(({ label, detail }) => h("option", { value: `${label} (${detail})` })));
  } catch {
    // The server finds the name when the form is sent.
  }
}

export const communeNamed = (text: string): Commune | undefined => known.get(text);
