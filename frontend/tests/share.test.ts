import assert from "node:assert/strict";
import { test } from "node:test";
import type { Context, State } from "../src/map/context.ts";
import { generatorAddress } from "../src/planner/share-embed.ts";

const asked = (state: Partial<State>, lang = "fr") => {
  const shown = {
    map: { getCenter: () => ({ lat: 45.83361, lng: 1.26104 }), getZoom: () => 9.527 },
    areas: { coverage: { codes: ["23096", "87085"] } }, config: { lang },
    state: { mode: "gaps", question: { key: "host_place_beyond" }, category: "", filter: [], layers: [], commune: -1, place: null, ...state },
  } as unknown as Context;
  return new URLSearchParams(generatorAddress(shown).split("?")[1]);
};

test("an embed is of the kind that the question draws, whatever is marked over it", () => {
  for (const layers of [[], ["none"], ["fab_lab", "incubator"]]) {
    assert.deepEqual(asked({ category: "coworking", layers }).getAll("categories"), ["coworking"]);
    assert.deepEqual(asked({ layers }).getAll("categories"), []);
  }
  assert.deepEqual(asked({ mode: "find", filter: ["fab_lab", "incubator"] }).getAll("categories"), ["fab_lab", "incubator"]);
});

test("the view is as coarse as a kilometre, and the sheet that is open is its territory", () => {
  const query = asked({ commune: 1 }, "en");

  assert.equal(query.get("vue"), "1.26,45.83,9.5");
  assert.equal(query.get("territoire"), "commune:87085");
  assert.deepEqual([query.get("lang"), query.get("langue")], ["en", "en"]);
});

test("where somebody is never leaves the page", () => {
  const place = { lat: 45.83361, lon: 1.26104, label: "Votre position" };

  for (const mode of ["gaps", "find"] as const) {
    const query = asked({ mode, place, commune: 1 });
    assert.deepEqual([query.get("vue"), query.get("territoire")], [null, null]);
  }
  assert.equal(asked({ mode: "find" }).get("vue"), null);
});
