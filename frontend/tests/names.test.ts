import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { plain } from "../src/page/names.ts";

// The very file that Python reads; tests run from frontend/.
const NAMES = JSON.parse(readFileSync("../tests/model/names.json", "utf8")) as [string, string][];

for (const [typed, read] of NAMES) {
  test(`a name is read alike however it is typed: ${typed}`, () => assert.equal(plain(typed), read));
}
