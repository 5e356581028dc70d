import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { combobox, type Box, type Suggestion } from "../src/finder/search.ts";

/** As much of an element as a search box touches. */
class Part extends EventTarget {
  id = "part";
  value = "";
  hidden = true;
  textContent = "";
  setAttribute(): void { /* nobody reads it */ }
  removeAttribute(): void { /* nobody reads it */ }
  append(): void { /* nobody reads it */ }
  replaceChildren(): void { /* nobody reads it */ }
}

const PAU = { kind: "commune", label: "Pau", detail: "64", lon: -0.37, lat: 43.3 };

/** A box on a page that has nothing else, with the caret in its field. */
function boxed(it: TestContext, answer: (query: string) => Promise<unknown>) {
  const input = new Part(), status = new Part(), picked: string[] = [], asked: string[] = [];
  const page = { activeElement: input, documentElement: { dataset: {} }, createElement: () => new Part(), createElementNS: () => new Part(), getElementById: () => null };
  it.mock.timers.enable({ apis: ["setTimeout"] });
  Object.assign(globalThis, {
    window: globalThis, document: page,
    fetch: async (address: string) => {
      asked.push(decodeURIComponent(address.split("q=")[1]));
      return { ok: true, json: () => answer(asked[asked.length - 1]) };
    },
  });
  combobox({
    input, status, list: new Part(), clear: new Part(), t: (key: string) => key, describe: () => "", enterPicksFirst: true,
    pick: (one: Suggestion | null) => picked.push(one?.label ?? ""),
  } as unknown as Box);
  const settled = async () => {
    it.mock.timers.tick(150);
    for (let i = 0; i < 20; i++) await Promise.resolve();
  };
  return {
    page, input, status, picked, asked, settled,
    type(text: string) {
      input.value = text;
      input.dispatchEvent(new Event("input"));
    },
    enter() { input.dispatchEvent(Object.assign(new Event("keydown"), { key: "Enter" })); },
  };
}

test("who presses Enter before the answer gets the best of it", async (it) => {
  const box = boxed(it, async () => ({ suggestions: [PAU] }));
  box.type("pau");
  box.enter();
  assert.deepEqual(box.picked, []);

  await box.settled();
  assert.deepEqual(box.picked, ["Pau"]);
});

test("after a failure Enter asks again", async (it) => {
  let fails = true;
  const box = boxed(it, async () => {
    if (fails) throw new Error("away");
    return { suggestions: [PAU] };
  });
  box.type("pau");
  box.enter();
  await box.settled();
  assert.deepEqual([box.picked, box.status.textContent], [[], "search_failed"]);

  fails = false;
  box.enter();
  await box.settled();
  assert.deepEqual([box.picked, box.asked], [["Pau"], ["pau", "pau"]]);
});

test("an answer that came while the caret was elsewhere is asked for again", async (it) => {
  const box = boxed(it, async () => ({ suggestions: [PAU] }));
  box.type("pau");
  box.page.activeElement = new Part();
  await box.settled();
  box.page.activeElement = box.input;
  box.enter();

  await box.settled();
  assert.deepEqual(box.picked, ["Pau"]);
});

test("Enter waits for nothing where too little is typed, or nothing any more", async (it) => {
  const box = boxed(it, async () => ({ suggestions: [PAU] }));
  for (const text of ["p", ""]) {
    box.type(text);
    box.enter();
    await box.settled();
  }
  box.type("pau");

  await box.settled();
  assert.deepEqual([box.picked, box.asked], [[], ["pau"]]);
});

test("an answer to what was typed before is none to what is typed now", async (it) => {
  const late: ((said: unknown) => void)[] = [];
  const box = boxed(it, () => new Promise((done) => late.push(done)));
  box.type("pa");
  await box.settled();
  box.type("pauillac");
  box.enter();
  late[0]({ suggestions: [PAU] });
  for (let i = 0; i < 20; i++) await Promise.resolve();
  assert.deepEqual(box.picked, []);

  await box.settled();
  late[1]({ suggestions: [{ ...PAU, label: "Pauillac" }] });
  await box.settled();
  assert.deepEqual(box.picked, ["Pauillac"]);
});
