import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { addressOf, embedAsked, wholeOf } from "../src/embed/asked.ts";
import { summaryOf } from "../src/embed/legend.ts";
import { isNews, secretOf } from "../src/embed/size.ts";
import { heightFrom, sizeIn } from "../src/embed/host-height.ts";

interface Case {
  name: string;
  address: string;
  asked: unknown;
  written: string;
  whole: string;
}

// The very file that Python reads; tests run from frontend/.
const CASES = JSON.parse(readFileSync("../tests/pages/embed_asked.json", "utf8")) as Case[];

for (const { name, address, asked, written, whole } of CASES) {
  test(`an address of an embed: ${name}`, () => {
    const read = embedAsked(address);

    assert.deepEqual(read, asked);
    assert.equal(addressOf(read), written);
    assert.deepEqual(embedAsked(written), read);
    assert.equal(wholeOf(read), whole);
  });
}

test("only what WordPress writes is a secret", () => {
  assert.equal(secretOf("#?secret=aB3xY9"), "aB3xY9");
  assert.equal(secretOf("#?secret=<b>"), null);
  assert.equal(secretOf("#v=8/45/0"), null);
  assert.equal(secretOf(""), null);
});

test("a legend counts the people of the territory that it is about", () => {
  const none = new Uint8Array(3), found = { place: Int8Array.of(0, 1, 1), doubtful: none, uncertain: Uint8Array.of(1, 0, 1), unverified: none };
  const people = [10, 20, 40];

  const [all, part] = [null, [0, 2]].map((members) => summaryOf(found, people, 2, members));

  assert.deepEqual(all.classes.map(({ inhabitants }) => inhabitants), [10, 60]);
  assert.deepEqual(part.classes.map(({ inhabitants }) => inhabitants), [10, 40]);
  assert.equal(part.uncertain.inhabitants, 50);
});

test("a frame is heard while it is ours, or in a sandbox", () => {
  const said = { source: "numna", type: "height", height: 312.2 }, ours = "https://geo.example";

  assert.equal(heightFrom(said, ours, ours), 313);
  assert.equal(heightFrom(said, "null", ours), 313);
  assert.equal(heightFrom(said, "https://geo.example.net", ours), null);
});

test("a size that cannot be read says nothing", () => {
  assert.deepEqual(["300", "50%", "320px"].map(sizeIn), ["300px", "50%", "320px"]);
  assert.deepEqual(["1e9", "99999%", "101%", "", null, "calc(1px)"].map(sizeIn), [null, null, null, null, null, null]);
});

test("a height is told once, and not again for a rounding", () => {
  assert.equal(isNews(400, 0), true);
  assert.equal(isNews(401, 400), false);
  assert.equal(isNews(420, 400), true);
  assert.equal(isNews(0, 400), false);
});
