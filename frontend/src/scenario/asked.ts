// Asks the API what some openings would change, and names the page that tells more.
import type { State } from "../map/context.ts";

export interface Opening {
  category: string;
  lon: number;
  lat: number;
}

export interface Step {
  newly_covered: number;
  lost: number;
  net: number;
}

export interface Reached {
  covered: number | null;
  total: number | null;
  uncertain: number | null;
}

export interface ChangedCommune {
  code: string;
  change: "newly" | "lost" | "nearer" | "farther";
}

/** What is read of the answer of /api/v1/scenarios. */
export interface Tried {
  max_min: number;
  is_estimate: boolean;
  changes: { category: string; commune: string; lon: number; lat: number }[];
  communes: ChangedCommune[];
  before: Record<string, Reached>;
  after: Record<string, Reached>;
  difference: Record<string, Step>;
}

/** The API does not take this place: it is outside the region. */
export class Refused extends Error {}

type Asked = Pick<State, "question" | "category">;

export const textOf = (openings: Opening[]): string => openings.map(({ category, lon, lat }) => `${category}:${lon},${lat}`).join(";");

export function addressOf({ question, category }: Asked, openings: Opening[]): string {
  const query = new URLSearchParams({ indicator: question.key });
  if (category) query.set("category", category);
  if (question.verified) query.set("reading", "verified");
  query.set("add", textOf(openings));
  return `/api/v1/scenarios?${query}`;
}

/** The same scenario on the page of scenarios, in the words of its own address. */
export function pageOf({ question, category }: Asked, openings: Opening[], lang: string): string {
  const query = new URLSearchParams({ indicateur: question.key });
  if (category) query.set("offre", `category:${category}`);
  if (question.verified) query.set("lecture", "verifie");
  query.set("ajout", textOf(openings));
  if (lang === "en") query.set("lang", "en");
  return `/scenario?${query}`;
}

export async function ask(state: Asked, openings: Opening[]): Promise<Tried> {
  const answer = await fetch(addressOf(state, openings), { headers: { Accept: "application/json" } });
  if (answer.status === 400) throw new Refused();
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Tried;
}
