import assert from "node:assert/strict";
import { test } from "node:test";
import { threshold } from "../src/map/labels.ts";
import { ring } from "../src/drawing/marks.ts";
import { read, write } from "../src/map/permalink.ts";
import { kilometresBetween } from "../src/outlines/projection.ts";
import { suggestionsOf } from "../src/finder/search.ts";
import { voice } from "../src/page/words.ts";

const FRENCH = voice({ hello: "Bonjour {name}, {name}" }, "fr");

test("a permalink reads what it wrote", () => {
  const link = {
    view: [8.5, 45.123, -0.5] as [number, number, number], mode: "find" as const, question: "support_beyond",
    category: "fab_lab", commune: "23096", filter: ["coworking", "fab_lab"],
    level: "epci" as const, period: "2018-T2", classes: "natural" as const, other: "host_place_beyond",
    layers: ["fab_lab", "coworking"], table: true,
  };

  assert.deepEqual(read(write(link)), link);
});

test("a link of before, that named a distance, asks the question of now", () => {
  const asked = ["support_beyond_20km", "host_place_beyond_15km", "support_beyond_20km_establishments"];

  assert.deepEqual(asked.map((key) => read(`#q=${key}`).question), ["support_beyond", "host_place_beyond", "support_beyond"]);
});

test("a broken permalink is an empty one", () => {
  const broken = read("#v=8/x/0&m=<b>&q=%3Cscript%3E&c=23096%22&f=,,");

  assert.deepEqual(broken, { view: null, mode: null, question: null, category: null, commune: null, filter: null,
    level: null, period: null, classes: null, other: null, layers: null, table: false });
  assert.equal(read("#v=8/95/0").view, null);
});

test("texts are filled in everywhere, and a missing one shows its key", () => {
  assert.equal(FRENCH.t("hello", { name: "A" }), "Bonjour A, A");
  assert.equal(FRENCH.t("absent"), "absent");
});

test("distances go by metres below a kilometre", () => {
  assert.equal(FRENCH.distance(0.317), "320 m");
  assert.equal(FRENCH.distance(31.07), "31,1 km");
});

test("minutes are whole, halves upwards, and hours from the sixtieth on, as on every page", () => {
  const said = [0, 12.49, 12.5, 59.5, 64.8].map((found) => FRENCH.minutes(found).replace(/\s/g, " "));

  assert.deepEqual(said, ["1 min", "12 min", "13 min", "1 h", "1 h 05"]);
});

test("shares have one decimal, zero or not", () => {
  assert.equal(FRENCH.share(0.05).replace(/\s/, " "), "5,0 %");
  assert.equal(FRENCH.share(0.9726).replace(/\s/, " "), "97,3 %");
});

test("a share that rounds to nothing is not shown as nothing", () => {
  assert.match(FRENCH.share(0.0004), /^< 0,1/);
  assert.match(FRENCH.share(0), /^0/);
});

test("distances agree with the ellipsoid within two metres up to 60 km", () => {
  // Guéret to Limoges: 60.1529 km by pyproj.Geod(ellps="WGS84").
  const km = kilometresBetween({ lon: 1.8702, lat: 46.1693 }, { lon: 1.2611, lat: 45.8336 });

  assert.ok(Math.abs(km - 60.1529) < 0.002, String(km));
});

test("a cluster's ring is whole, whatever it holds", () => {
  const parts = ring([{ colour: "a", count: 3 }, { colour: "b", count: 1 }]);

  assert.deepEqual(parts.map((p) => p.length), [75, 25]);
  assert.deepEqual(parts.map((p) => p.offset), [25, -50]);
});

test("more names are shown as the map comes nearer", () => {
  const least = [7, 8, 9, 10, 11, 12].map(threshold);

  assert.deepEqual(least, [...least].sort((a, b) => b - a));
  assert.equal(least.at(-1), 0);
});

test("a suggestion without a position cannot be chosen", () => {
  const found = suggestionsOf({ suggestions: [
    { kind: "commune", label: "Guéret", detail: "23000", lon: 1.87, lat: 46.17, code: "23096" },
    { kind: "structure", label: "Nulle part", detail: "", lon: null, lat: null, id: "x" },
  ] });

  assert.deepEqual(found.map((one) => [one.label, one.code, one.id]), [["Guéret", "23096", null]]);
});
