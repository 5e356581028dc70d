import assert from "node:assert/strict";
import { test } from "node:test";
import type { Structure } from "../src/figures/data.ts";
import { exactness } from "../src/map/near.ts";

const BORDEAUX = { lon: -0.5792, lat: 44.8378 };
const place = (id: string, precision: string, commune: number, lon: number): Structure => ({
  ...BORDEAUX, id, name: id, category: "cluster", commune, precision, source: "s", in_region: true, confirmed: true, verified: false, x: 0, y: 0, lon,
});

test("a structure known only to its commune is in the commune, not at 0 m", () => {
  assert.equal(exactness(place("a", "commune", 0, BORDEAUX.lon), 0), "in_commune");
  assert.equal(exactness(place("a", "commune", 0, BORDEAUX.lon), 7), "about");
  assert.equal(exactness(place("a", "unknown", -1, BORDEAUX.lon), -1), "about");
  assert.equal(exactness(place("a", "street", 0, BORDEAUX.lon), 0), "exact");
});
