import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { classOf } from "../src/figures/classes.ts";
import { withShares } from "../src/figures/data.ts";
import { placeOf, ranked } from "../src/figures/ranks.ts";
import { plain } from "../src/page/names.ts";
import { chosen, type Asked, type Rows } from "../src/planner/table-rows.ts";

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
  assert.deepEqual([...rows.tied], [1, 0, 0, 1, 0]);
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

interface Gap {
  minutes: number | null;
  numerator: number | null;
  denominator: number | null;
  share: number | null;
  place: number | null;
  rank: number | null;
  tied: number;
}

test("ranks, ties, shares and classes are those of the page without a script", () => {
  // The very file that Python reads; tests run from frontend/.
  const { bounds, gaps } = JSON.parse(readFileSync("../tests/pages/map_ranks.json", "utf8")) as { bounds: number[]; gaps: Gap[] };
  const column = <K extends keyof Gap>(key: K): Gap[K][] => gaps.map((gap) => gap[key]);
  const places = Int8Array.from(column("place"), (own) => own ?? -1), found = ranked(column("minutes"), places);

  assert.deepEqual([...found.rank].map((rank) => rank || null), column("rank"));
  assert.deepEqual([...found.tied], column("tied"));
  assert.equal(found.known, 8);
  for (const { minutes, place: own } of gaps) if (minutes !== null) assert.equal(classOf(minutes, bounds), own);
  assert.deepEqual(withShares({ statuses: [], status: [], numerator: column("numerator"), denominator: column("denominator") }).value, column("share"));
});

test("a sheet ranks those that reach nothing before all, and never says first of what many share", () => {
  const many = 100, drawn = Array.from({ length: many }, (_, i) => (i < 3 ? null : i)), places = new Int8Array(many).fill(4);
  const found = ranked(drawn, places);

  assert.equal(placeOf(found, 0, 5), "rank_first_tied");
  assert.equal(placeOf(found, many - 1, 5), "rank");
  assert.equal(found.rank[many - 1], 4);
  assert.equal(placeOf(ranked(drawn.slice(2), places.slice(2)), 0, 5), "rank_first");
  assert.equal(placeOf(found, 3, 0), null);
  assert.equal(placeOf(ranked(new Array<null>(many).fill(null), places), 0, 5), null);
});
