import assert from "node:assert/strict";
import { test } from "node:test";
import type { Communes } from "../src/figures/data.ts";
import { seen, type Mark } from "../src/drawing/mark-atlas.ts";
import { paint, PathText } from "../src/poster/path-text.ts";
import { lines } from "../src/poster/ink.ts";
import { scaleBar, viewOf } from "../src/poster/map.ts";
import { today } from "../src/poster/text.ts";
import { townsOn } from "../src/poster/towns.ts";
import { latToY, lonToX } from "../src/outlines/projection.ts";
import type { Pen } from "../src/poster/svg-pen.ts";

const FRAME = { x: 0, y: 0, width: 800, height: 600 };
const LIMOUSIN = { west: 0.6, south: 45.0, east: 2.6, north: 46.4 };
/** Ten units a letter. */
const PEN = { measureText: (text: string) => ({ width: text.length * 10 }) } as Pen;

test("steps of a path never add up their rounding", () => {
  const path = new PathText();
  path.moveTo(0, 0);
  for (let i = 1; i <= 10; i++) path.lineTo(i * 0.4, -i * 0.4);

  const steps = [...path.text.matchAll(/l(-?\d+)\s?(-?\d+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  assert.deepEqual(steps.reduce(([x, y], [dx, dy]) => [x + dx, y + dy], [0, 0]), [4, -4]);
});

test("a transparent colour is a colour and how much of it", () => {
  assert.deepEqual(paint("fill", "rgba(255,255,255,.34)"), { fill: "#ffffff", "fill-opacity": ".34" });
  assert.deepEqual(paint("stroke", "#12303a"), { stroke: "#12303a" });
});

test("lines are no longer than their room, and lose no letter of an address", () => {
  const text = "Carte : https://geo.example.fr/carte#v=9.5/45.83/1.26&q=support_beyond faite hier", found = lines(PEN, text, 200, { size: 10 });

  assert.ok(found.every((line) => line.length * 10 <= 200));
  assert.equal(found.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
});

test("the corners that are asked are inside the picture, at any density", () => {
  for (const density of [1, 2, 4]) {
    const view = viewOf(LIMOUSIN, FRAME, density);

    assert.ok(view.box[0] < lonToX(LIMOUSIN.west) && view.box[2] > lonToX(LIMOUSIN.east));
    assert.ok(view.box[1] < latToY(LIMOUSIN.north) && view.box[3] > latToY(LIMOUSIN.south));
    assert.ok(Math.abs(view.scale * (view.box[2] - view.box[0]) - FRAME.width * density) < 1e-6);
  }
});

test("20 km are 20 km: at 45° a degree of longitude is 78.8 km", () => {
  const view = viewOf({ west: 0, south: 44.9, east: 1, north: 45.1 }, FRAME, 2), bar = scaleBar(view, 300);
  const degree = (view.scale / view.density) / 360;

  assert.equal(bar.km, 20);
  assert.ok(Math.abs(bar.width - (20 / 78.85) * degree) < 0.5);
});

const town = (name: string[], population: number[], lon: number[], lat: number[]): Communes => ({ name, population, lon, lat } as Communes);

test("a suburb is not named where it would pass for its town, and no two names meet", () => {
  const view = viewOf(LIMOUSIN, FRAME, 2);
  const found = townsOn(town(["Limoges", "Feytiat", "Tulle"], [130_000, 90_000, 80_000], [1.26, 1.3, 1.77], [45.83, 45.82, 45.27]), view, 800, 600);

  assert.deepEqual(found.map(({ name }) => name), ["Limoges", "Tulle"]);
});

test("far out one mark of a kind stands for those in its cell, and near every one is drawn", () => {
  const at = (lon: number, letter: string): Mark => ({ x: lonToX(lon), y: latToY(45.8), colour: "#000", family: "host", letter });
  const marks = [at(1.26, "W"), at(1.2601, "W"), at(1.2602, "B")];

  assert.deepEqual(seen(marks, viewOf(LIMOUSIN, FRAME, 1)).map(({ letter }) => letter), ["W", "B"]);
  assert.equal(seen(marks, viewOf({ west: 1.2, south: 45.7, east: 1.4, north: 45.9 }, FRAME, 1)).length, 3);
});

test("after midnight in the region paper has the new day, whatever universal time says", () => {
  assert.equal(today(new Date("2026-07-31T22:30:00Z")), "2026-08-01");
  assert.equal(today(new Date("2026-12-31T22:59:00Z")), "2026-12-31");
});
