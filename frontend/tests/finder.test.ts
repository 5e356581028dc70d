import assert from "node:assert/strict";
import { test } from "node:test";
import { chosenOf, needless } from "../src/finder/place.ts";
import { searchAddress, zoneAddress } from "../src/finder/zone.ts";
import { grouped, type Suggestion } from "../src/finder/search.ts";

const suggestion = (kind: string, label: string): Suggestion =>
  ({ kind, label, detail: "", lon: 1.871234, lat: 46.170234, code: kind === "commune" ? "23096" : null, id: null });

test("a commune is chosen by its code, anything else by its point", () => {
  assert.deepEqual(chosenOf(suggestion("commune", "Guéret")), { commune: "23096" });
  assert.deepEqual(chosenOf(suggestion("address", "12 rue X")), { lon: 1.871234, lat: 46.170234, mine: false });
});

test("suggestions of a kind stand together, the best first within each", () => {
  const mixed = [suggestion("structure", "a"), suggestion("address", "b"), suggestion("commune", "c"), suggestion("structure", "d"), suggestion("other", "e")];

  assert.deepEqual(grouped(mixed).map(({ label }) => label), ["c", "a", "d", "b", "e"]);
});

test("a search where the map is forgets the place before, keeps the rest, and rounds to 100 m", () => {
  const address = searchAddress("https://ex.org/?q=Pau&lieu=Pau&commune=64445&etape=idea&categorie=a&categorie=b#x", { lng: -0.37891, lat: 43.29512 });

  assert.equal(address, "https://ex.org/?etape=idea&categorie=a&categorie=b&lon=-0.379&lat=43.295");
});

test("what goes without saying stays out of the address", () => {
  assert.ok(needless("etape", "") && needless("profil", "voiture"));
  assert.ok(!needless("profil", "velo") && !needless("max", "30"));
});

test("a zone is asked with its two bounds", () => {
  assert.equal(zoneAddress({ lon: 1.8713, lat: 46.1702 }, 20, "bike"),
    "/api/v1/isochrone?lon=1.87130&lat=46.17020&minutes=20&profile=bike&band=covered&band=possible");
});
