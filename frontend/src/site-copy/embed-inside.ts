// Who helps in a territory, from the files of a copy: what /embed/trouver shows of an EPCI.
import type { EmbedAsked } from "../embed/asked.ts";
import { answering, answeringKinds, type Families, type StructuresOfCopy } from "./near.ts";
import type { PlaceColumns } from "./places-of-copy.ts";

/** The family that answers where none is asked for: two families are never mixed. */
export const familyOf = ({ family, categories }: EmbedAsked): string => family ?? (categories.length ? "" : "support");

/** Places in the columns of the communes of an EPCI or a department, the biggest first. */
export function membersIn([level, code]: [string, string], places: PlaceColumns): number[] {
  const isIn = level === "epci"
    ? (i: number) => places.epci[i] >= 0 && places.epci_codes[places.epci[i]] === code
    : (i: number) => level === "departement" && places.department[i] === code;
  return places.code.map((_, i) => i).filter(isIn).sort((a, b) => (places.population[b] ?? 0) - (places.population[a] ?? 0));
}

/** Structures of some communes, in the order of these, then by name. */
export function inside(columns: StructuresOfCopy, asked: EmbedAsked, communes: string[], known: Families): number[] {
  const order = new Map(communes.map((code, at) => [code, at])), at = (i: number) => order.get(columns.commune_code[i] ?? "") ?? -1;
  const answers = answering(columns, { need: "", family: familyOf(asked), categories: asked.categories }, known);
  return columns.id.map((_, i) => i).filter((i) => at(i) >= 0 && columns.redistributable[i] && answers(i))
    .sort((a, b) => at(a) - at(b) || columns.name[a].localeCompare(columns.name[b], "fr"));
}

/** What a structure is, then what it is besides that answers, where the first does not. */
export function kindsOf(columns: StructuresOfCopy, asked: EmbedAsked, known: Families, i: number): string[] {
  const main = columns.category[i], kinds = answeringKinds({ family: familyOf(asked), categories: asked.categories }, known) ?? [main];
  return kinds.includes(main) ? [main] : [main, ...kinds.filter((one) => columns.categories[i].includes(one))];
}
