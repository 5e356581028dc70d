import assert from "node:assert/strict";
import { test } from "node:test";
import { embedAsked } from "../src/embed-asked.ts";
import { groupName, isFar } from "../src/embed-copy-map.ts";
import { figuresAt, plainAt, wholeAt } from "../src/embed-copy-page.ts";
import type { Communes } from "../src/data.ts";

// A copy says in its pages where it stands.
Object.assign(globalThis, { document: { documentElement: { dataset: { base: "/chemin/" } } } });

test("a copy looks for figures in the folder of what is asked, then of its territory", () => {
  const figure = embedAsked("/embed/chiffre?territoire=epci:200&indicateur=fibre_not_connectable&lang=en");

  assert.deepEqual(figuresAt(figure), ["/chemin/en/embed/chiffre/epci/200/fibre_not_connectable/", "/chemin/en/embed/chiffre/epci/200/"]);
  assert.deepEqual(figuresAt(embedAsked("/embed/fiche?territoire=departement:23&indicateur=x")), ["/chemin/embed/fiche/departement/23/"]);
  assert.deepEqual(figuresAt(embedAsked("/embed/chiffre?famille=host")), ["/chemin/embed/chiffre/region/75/host_place_beyond/", "/chemin/embed/chiffre/region/75/"]);
});

test("an embed that asks nothing is where it is", () => {
  const asked = embedAsked("/embed/fiche");

  assert.deepEqual(figuresAt(asked), [plainAt(asked)]);
  assert.equal(plainAt(asked), "/chemin/embed/fiche/");
});

test("the whole page of an embed is one of the copy, with what was asked", () => {
  assert.equal(wholeAt(embedAsked("/embed/trouver?territoire=commune:23096&famille=host&lang=en")), "/chemin/en/?commune=23096&famille=host");
  assert.equal(wholeAt(embedAsked("/embed/carte?territoire=commune:23096")), "/chemin/carte/#c=23096");
});

test("a view far from the region is none", () => {
  const region: [[number, number], [number, number]] = [[42.77, -1.8], [47.18, 2.62]];

  assert.equal(isFar([1.87, 46.17, 9], region), false);
  assert.equal(isFar([2.35, 48.85, 9], region), true);
});

test("a group of communes has a name, and an unknown code none", () => {
  const communes = { departments: { 23: "Creuse" }, epci_codes: ["200"], epcis: ["Grand Guéret"] } as unknown as Communes;

  assert.equal(groupName(["departement", "23"], communes), "Creuse");
  assert.equal(groupName(["epci", "200"], communes), "Grand Guéret");
  assert.equal(groupName(["epci", "201"], communes), undefined);
});
