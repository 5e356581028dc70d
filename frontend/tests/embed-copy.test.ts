import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { embedAsked } from "../src/embed/asked.ts";
import { inside, kindsOf, membersIn } from "../src/site-copy/embed-inside.ts";
import { departmentGaps } from "../src/site-copy/embed-list.ts";
import { isFar } from "../src/site-copy/embed-map.ts";
import { figuresAt, plainAt, wholeAt } from "../src/site-copy/embed-page.ts";
import { dressOf } from "../src/embed/dress.ts";
import type { StructuresOfCopy } from "../src/site-copy/near.ts";
import { groupName, nearestPlace, type PlaceColumns } from "../src/site-copy/places-of-copy.ts";
import type { Communes, Measures } from "../src/figures/data.ts";

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

test("a copy dresses a page as the service does", () => {
  const dresses = JSON.parse(readFileSync("../tests/pages/embed_dress.json", "utf8")) as Record<string, Record<string, string>>;

  for (const [digits, dress] of Object.entries(dresses)) assert.deepEqual(dressOf(digits), dress, digits);
});

test("departments come by their gap, those without a measure last", () => {
  const measures = {
    statuses: ["measured", "not_collected", "no_data"], status: [0, 0, 1, 2], value: [0.1, 0.5, null, null],
    numerator: [1, 5, null, null], denominator: [10, 10, null, null],
  } as unknown as Measures;
  const gaps = departmentGaps(measures, { 33: "Gironde", 16: "Charente", 23: "Creuse", 40: "Landes" });

  assert.deepEqual(gaps.map(({ name }) => name), ["Creuse", "Charente", "Gironde", "Landes"]);
  assert.deepEqual(gaps.map(({ share }) => share), [0.5, 0.1, null, null]);
  assert.deepEqual(gaps.slice(2).map(({ absent }) => absent), ["not_collected", "no_data"]);
});

const PLACES = {
  code: ["1", "2", "3"], name: ["A", "B", "C"], postcode: [null, null, null], department: ["23", "23", "33"],
  epci: [0, 0, -1], epci_codes: ["200"], epcis: ["Grand Guéret"], departments: { 23: "Creuse", 33: "Gironde" },
  population: [10, 500, 9], lon: [1.8, 1.9, -0.5], lat: [46.1, 46.2, 44.8],
} as PlaceColumns;

const LOOKS = ["france_services:host", "digital_mediation:host", "coworking:host", "incubator:support", "cluster:support", "technopole:support"]
  .map((one) => one.split(":")).map(([key, family]) => ({ key, family, label: key, colour: "", letter: "" }));

test("a territory lists who is in it, its biggest commune first, and never mixes families", () => {
  const columns = {
    id: ["a", "b", "c", "d"], name: ["Zoé", "Alba", "Lieu", "Secret"], family: ["support", "support", "host", "support"],
    category: ["cluster", "technopole", "coworking", "cluster"], categories: [["cluster"], ["technopole"], ["coworking"], ["cluster"]],
    needs: [null, null, null, null], commune_code: ["1", "2", "2", "2"], redistributable: [true, true, true, false],
  } as unknown as StructuresOfCopy;
  const members = membersIn(["epci", "200"], PLACES), codes = members.map((i) => PLACES.code[i]);

  assert.deepEqual(codes, ["2", "1"]);
  assert.equal(groupName(["epci", "200"], PLACES), "Grand Guéret");
  assert.deepEqual(inside(columns, embedAsked("/embed/trouver?territoire=epci:200"), codes, LOOKS), [1, 0]);
  assert.deepEqual(inside(columns, embedAsked("/embed/trouver?territoire=epci:200&famille=host"), codes, LOOKS), [2]);
  assert.deepEqual(membersIn(["departement", "33"], PLACES), [2]);
  assert.deepEqual(membersIn(["bassin_vie", "33"], PLACES), []);
});

test("whoever answers by any of its categories is listed, France Services only where they are asked for", () => {
  const columns = {
    id: ["a", "b", "c"], name: ["Maison", "Guichet", "Incubateur"], family: ["host", "host", "support"],
    category: ["france_services", "france_services", "incubator"],
    categories: [["france_services", "digital_mediation"], ["france_services"], ["incubator", "coworking"]],
    needs: [null, null, null], commune_code: ["1", "1", "1"], redistributable: [true, true, true],
  } as unknown as StructuresOfCopy;
  const listed = (asked: string) => inside(columns, embedAsked(`/embed/trouver?territoire=epci:200&${asked}`), ["1"], LOOKS).map((i) => columns.id[i]).join("");

  assert.equal(listed("famille=host"), "ca");
  assert.equal(listed("famille=support"), "c");
  assert.equal(listed("categories=france_services"), "ba");
  assert.equal(listed("famille=support&categories=digital_mediation"), "a");
  assert.deepEqual(kindsOf(columns, embedAsked("/embed/trouver?famille=host"), LOOKS, 0), ["france_services", "digital_mediation"]);
  assert.deepEqual(kindsOf(columns, embedAsked("/embed/trouver?famille=support"), LOOKS, 2), ["incubator"]);
});

test("a point has the name of the nearest commune, unless all are far", () => {
  assert.equal(nearestPlace(PLACES, { lon: 1.87, lat: 46.17 })?.label, "B");
  assert.equal(nearestPlace(PLACES, { lon: 7.2, lat: 43.7 }), null);
});
