import assert from "node:assert/strict";
import { test } from "node:test";
import { byDepartment, classed, classOf, NO_DATA, NOT_COLLECTED, summary, uncollected } from "../src/figures/classes.ts";
import type { Classes } from "../src/figures/config.ts";
import { withShares, type Communes, type Measures } from "../src/figures/data.ts";

const CAR: Classes = { column: "nearest_min", bounds: [5, 20], colours: ["a", "b", "c"], labels: [], gap_from: 2 };
const COMMUNES: Communes = {
  departments: { "23": "Creuse", "87": "Haute-Vienne" }, epci_codes: [], epcis: [], epci: [0, 0, 0, 0],
  name: ["A", "B", "C", "D"], department: ["23", "23", "87", "87"], postcode: [],
  population: [100, 50, 1000, null], lon: [], lat: [],
};
const MEASURES: Measures = {
  statuses: ["measured", "estimated", "no_data", "not_collected", "border_unknown"],
  value: [0, 1, 0, null], numerator: [0, 50, 0, null], denominator: [100, 50, 1000, null],
  nearest_min: [3, 31.1, 20, null], band: [0, 2, 1, 2], status: [0, 4, 0, 2],
};

test("a bound belongs to the class below it: 20 min is within 20", () => {
  assert.deepEqual([0, 5, 5.001, 20, 20.001].map((minutes) => classOf(minutes, [5, 20])), [0, 0, 1, 1, 2]);
});

test("no data and not collected are no class, and not the same", () => {
  const found = classed({ ...MEASURES, status: [0, 3, 0, 2] }, CAR);

  assert.deepEqual([...found.place], [0, NOT_COLLECTED, 1, NO_DATA]);
});

test("the legend counts communes and inhabitants of each class", () => {
  const tallies = summary(classed(MEASURES, CAR), COMMUNES, 3);

  assert.deepEqual(tallies.classes.map((t) => [t.units, t.inhabitants]), [[1, 100], [1, 1000], [1, 50]]);
  assert.deepEqual(tallies.noData, { units: 1, inhabitants: 0 });
  assert.deepEqual(tallies.doubtful, { units: 1, inhabitants: 50 });
});

test("a commune whose band straddles the threshold is uncertain, and one without a class is not", () => {
  const found = classed(MEASURES, CAR);

  assert.deepEqual([...found.uncertain], [0, 0, 1, 0]);
  assert.deepEqual(summary(found, COMMUNES, 3).uncertain, { units: 1, inhabitants: 1000 });
  assert.deepEqual([...classed({ ...MEASURES, status: [0, 4, 3, 2] }, CAR).uncertain], [0, 0, 0, 0]);
});

test("a department where nothing was collected has no count, not a count of zero", () => {
  const found = classed({ ...MEASURES, status: [3, 3, 0, 2] }, CAR);
  const rows = byDepartment(found, MEASURES, COMMUNES, 3, null);

  assert.deepEqual(rows.map((r) => [r.name, r.absent]), [["Creuse", "not_collected"], ["Haute-Vienne", null]]);
  assert.equal(uncollected(found), false);
  assert.equal(uncollected(classed({ ...MEASURES, status: [3, 3, 3, 3] }, CAR)), true);
});

test("departments come with the biggest share first, and shares are never averaged", () => {
  const rows = byDepartment(classed(MEASURES, CAR), MEASURES, COMMUNES, 3, null);

  assert.deepEqual(rows.map((r) => [r.name, r.missing, r.total]), [["Creuse", 50, 150], ["Haute-Vienne", 0, 1000]]);
  assert.deepEqual(rows[1].stack, [0, 1, 0]);
});

test("where no place counts at all, everybody is beyond the last bound", () => {
  const found = classed({ ...MEASURES, nearest_min: [null, null, null, null] }, CAR);

  assert.deepEqual([...found.place], [2, 2, 2, NO_DATA]);
});

test("a share is what is missing of all there is, unrounded, and never below nothing", () => {
  const { value } = withShares({ ...MEASURES, numerator: [1, -2, 0, null], denominator: [3, 10, 0, 5], value: undefined });

  assert.deepEqual(value, [1 / 3, 0, null, null]);
});
