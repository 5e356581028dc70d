import assert from "node:assert/strict";
import { test } from "node:test";
import { byDepartment, classed } from "../src/figures/classes.ts";
import type { Classes, Question } from "../src/figures/config.ts";
import { withShares, type Communes, type Measures } from "../src/figures/data.ts";
import { histogram, roundUp } from "../src/planner/histogram.ts";
import { classesOf, labelsOf, periodOf, spreadColours } from "../src/figures/scale.ts";
import { byCommune, communeOf, membersOf, unitAt, unitsOf } from "../src/figures/units.ts";
import { voice } from "../src/page/words.ts";

const COMMUNES: Communes = {
  departments: { "87": "Haute-Vienne", "23": "Creuse" }, epci_codes: ["200000001", "200000002"], epcis: ["Nord", "Sud"], epci_parts: [1],
  epci: [0, 1, 0, -1], name: ["A", "B", "C", "D"], department: ["23", "23", "87", "87"], postcode: [],
  population: [100, 50, 1000, null], lon: [], lat: [],
};
const CODES = ["23001", "23002", "87001", "87002"];
const SHARE: Classes = { column: "value", bounds: [0.05, 0.5], colours: ["a", "b", "c"], labels: [], gap_from: null };
// Nord: 550 of 1,100; Sud: 50 of 50.
const GROUPS: Measures = withShares({
  statuses: ["measured", "estimated", "no_data", "not_collected", "border_unknown"],
  numerator: [550, 50], denominator: [1100, 50], status: [4, 1], uncertain: [0, 10], border: [80, 0],
});
const FRENCH = voice({}, "fr");

test("a group counts its people of the region, and a commune may be in none", () => {
  const units = unitsOf("epci", CODES, COMMUNES);

  assert.deepEqual([units.names, units.population], [["Nord", "Sud"], [1100, 50]]);
  assert.deepEqual([0, 1, 2, 3, -1].map((commune) => unitAt(units, commune)), [0, 1, 0, -1, -1]);
  assert.deepEqual([membersOf(units, 0), communeOf(units, 0)], [[0, 2], 0]);
  assert.deepEqual([...units.parts], [1]);
  assert.equal(unitsOf("departement", CODES, COMMUNES).parts.size, 0);
});

test("departments are in the order of their codes, as their file is", () => {
  const units = unitsOf("departement", CODES, COMMUNES);

  assert.deepEqual([units.codes, units.names, [...(units.of ?? [])]], [["23", "87"], ["Creuse", "Haute-Vienne"], [0, 0, 1, 1]]);
});

test("each commune is coloured as its group; the border touches only a part of one", () => {
  const found = byCommune(classed(GROUPS, SHARE), unitsOf("epci", CODES, COMMUNES));

  assert.deepEqual([...found.place], [1, 2, 1, -1]);
  assert.deepEqual([...found.doubtful], [0, 0, 0, 0]);
});

test("departments are not added up from groups that cross their edge", () => {
  const found = byCommune(classed(GROUPS, SHARE), unitsOf("epci", CODES, COMMUNES));
  const rows = byDepartment(found, GROUPS, COMMUNES, 3, null, { numerator: [90, 510], denominator: [150, 1000] });

  assert.deepEqual(rows.map((r) => [r.name, r.missing, r.total]), [["Creuse", 90, 150], ["Haute-Vienne", 510, 1000]]);
  assert.deepEqual(rows[0].stack.map((part) => Math.round(part * 3)), [0, 2, 1]);
});

test("bounds found in the values have labels of their own, in the language of the page", () => {
  assert.deepEqual(labelsOf([0, 0.0335], "value", FRENCH), ["0\u00a0%", "0–3,4\u00a0%", "> 3,4\u00a0%"]);
  assert.deepEqual(labelsOf([8, 20], "nearest_min", FRENCH), ["≤ 8\u00a0min", "8–20\u00a0min", "> 20\u00a0min"]);
});

test("fewer classes keep the lightest and the darkest colour", () => {
  const five = ["1", "2", "3", "4", "5"];

  assert.deepEqual([2, 3, 5].map((count) => spreadColours(five, count).join("")), ["15", "135", "12345"]);
});

test("other classes name no gap, and a file without them has those of the roadmap", () => {
  const question = { classes: { ...SHARE, gap_from: 1 }, group_classes: SHARE } as Question;
  const found = { ...GROUPS, breaks: { natural: [0.6], quantile: [] } };

  assert.deepEqual(classesOf(question, "epci", "natural", found, FRENCH), { column: "value", bounds: [0.6], colours: ["a", "c"], labels: ["≤ 60\u00a0%", "> 60\u00a0%"], gap_from: null });
  assert.equal(classesOf(question, "commune", "natural", GROUPS, FRENCH).gap_from, 1);
  // One value everywhere makes no bound: its colour must still say how big it is.
  assert.equal(classesOf(question, "epci", "quantile", found, FRENCH), SHARE);
});

test("a period that a question lacks shows the newest", () => {
  const periods = ["2018-T1", "2026-T2"].map((key) => ({ key }));

  assert.deepEqual(["2018-T1", "1999", ""].map((asked) => periodOf({ periods } as Question, asked).key), ["2018-T1", "2026-T2", "2026-T2"]);
});

test("a histogram counts every unit that has a class once, the unreachable in the last bin", () => {
  const column = [0, 1, 2, 23.9, null, null], place = Int8Array.from([0, 0, 1, 2, 2, -1]);
  const found = histogram(column, { place }, [10, 20, 30, null, 5, 7], 3);
  const all = (bins: number[][]) => bins.flat().reduce((sum, part) => sum + part, 0);

  assert.deepEqual([found.end, found.open], [2, true]);
  assert.deepEqual([found.units[0], found.units[12], found.units[23]], [[1, 0, 0], [1, 0, 0], [0, 1, 2]]);
  assert.deepEqual([all(found.units), all(found.people)], [5, 65]);
});

test("an axis ends at a round number that is not below", () => {
  assert.deepEqual([0, 0.031, 0.2, 1, 61, 80].map((value) => Number(roundUp(value).toPrecision(3))), [1, 0.04, 0.2, 1, 80, 80]);
});
