import assert from "node:assert/strict";
import { test } from "node:test";
import { chosen, plain, ranked, type Asked, type Rows } from "../src/table-rows.ts";

const place = Int8Array.from([2, 4, -1, 2, 0]), minutes = [30, null, null, 30, 5];
const rows: Rows = {
  count: 5, name: ["Éguzon", "Aix", "Bort", "La Souterraine", "Cognac"], department: ["23", "17", "19", "23", null],
  epci: [null, null, null, null, null], people: [10, 20, null, 40, 50], missing: [10, 20, null, 40, 0], place,
  status: ["estimated", "estimated", "no_data", "estimated", "estimated"], uncertain: Uint8Array.from([1, 0, 0, 0, 0]),
  ...ranked(minutes, place),
};
const DEPARTMENTS = { 17: "Charente-Maritime", 19: "Corrèze", 23: "Creuse" };
const asked = (some: Partial<Asked>): string[] =>
  chosen(rows, { sort: "rank", falling: false, name: "", department: "", look: "", ...some }, DEPARTMENTS).map((i) => rows.name[i]);

test("the biggest gap is first, those out of reach before all, and equal gaps share a rank", () => {
  assert.deepEqual([...rows.rank], [2, 1, 0, 2, 4]);
  assert.deepEqual([...rows.tied], [2, 1, 0, 2, 1]);
});

test("what is unknown comes last, whichever way the table is sorted", () => {
  assert.equal(asked({}).at(-1), "Bort");
  assert.equal(asked({ falling: true }).at(-1), "Bort");
  assert.deepEqual(asked({ sort: "people", falling: true }), ["Cognac", "La Souterraine", "Aix", "Éguzon", "Bort"]);
});

test("names are found and sorted as people type them", () => {
  assert.equal(plain("St-Jean-d'Angély"), "saint jean d angely");
  assert.deepEqual(asked({ name: "egu" }), ["Éguzon"]);
  assert.deepEqual(asked({ sort: "name" }), ["Aix", "Bort", "Cognac", "Éguzon", "La Souterraine"]);
});

test("each filter keeps what it names, and sorting loses no row", () => {
  assert.deepEqual(asked({ department: "23" }), ["Éguzon", "La Souterraine"]);
  assert.deepEqual(asked({ look: "uncertain" }), ["Éguzon"]);
  assert.deepEqual(asked({ look: "2" }), ["Éguzon", "La Souterraine"]);
  assert.deepEqual(asked({ look: "no_data" }), ["Bort"]);
  for (const sort of ["rank", "name", "department", "epci", "people", "value", "missing", "class", "status"] as const) {
    for (const falling of [false, true]) assert.equal(new Set(asked({ sort, falling })).size, rows.count);
  }
});
