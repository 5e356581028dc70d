import assert from "node:assert/strict";
import { test } from "node:test";
import type { Communes, Structure } from "../src/data.ts";
import { answering, exactness } from "../src/near.ts";

const BORDEAUX = { lon: -0.5792, lat: 44.8378 };
const place = (id: string, precision: string, commune: number, lon: number): Structure => ({
  ...BORDEAUX, id, name: id, category: "cluster", commune, precision, source: "s", in_region: true, confirmed: true, verified: false, x: 0, y: 0, lon,
});
const COMMUNES = { lon: [BORDEAUX.lon], lat: [BORDEAUX.lat] } as Communes;

test("a structure known only to its commune is in the commune, not at 0 m", () => {
  assert.equal(exactness(place("a", "commune", 0, BORDEAUX.lon), 0), "in_commune");
  assert.equal(exactness(place("a", "commune", 0, BORDEAUX.lon), 7), "about");
  assert.equal(exactness(place("a", "unknown", -1, BORDEAUX.lon), -1), "about");
  assert.equal(exactness(place("a", "street", 0, BORDEAUX.lon), 0), "exact");
});

test("of two structures at the same distance, the better known one answers", () => {
  const structures = [
    place("far", "address", 0, BORDEAUX.lon + 0.1), place("vague", "commune", 0, BORDEAUX.lon),
    place("known", "address", 0, BORDEAUX.lon),
  ];

  assert.equal(answering({ structures }, COMMUNES, 0, ["cluster"])?.structure.id, "known");
  assert.equal(answering({ structures }, COMMUNES, 0, ["fab_lab"]), null);
});

test("a verified answer is the nearest of those that somebody checked", () => {
  const near = place("declared", "address", 0, -0.58), far = { ...place("checked", "address", 0, -0.7), verified: true };
  const communes = { lon: [BORDEAUX.lon], lat: [BORDEAUX.lat] } as unknown as Communes;

  const found = [false, true].map((verified) =>
    answering({ structures: [near, far] }, communes, 0, ["cluster"], verified)?.structure.id);

  assert.deepEqual(found, ["declared", "checked"]);
  assert.equal(answering({ structures: [near] }, communes, 0, ["cluster"], true), null);
});
