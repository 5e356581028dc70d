import assert from "node:assert/strict";
import { test } from "node:test";
import { spread } from "../src/finder/spread.ts";

test("marks at one place stand side by side around it", () => {
  for (const n of [2, 3, 8]) {
    const placed = spread(Array.from({ length: n }, () => ({ x: 50, y: 80 })), 28);

    placed.forEach((one, i) => placed.slice(i + 1).forEach((other) => {
      assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > 27.9);
    }));
    assert.ok(Math.abs(placed.reduce((sum, one) => sum + one.x, 0) / n - 50) < 1e-9);
  }
});

test("a mark that others would hide steps aside, and one far away does not", () => {
  const points = [...Array.from({ length: 4 }, () => ({ x: 0, y: 0 })), { x: 0, y: -22 }, { x: 200, y: 0 }];

  const placed = spread(points, 28);

  placed.forEach((one, i) => placed.slice(i + 1).forEach((other) => {
    assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > 27.9);
  }));
  assert.deepEqual(placed[5], points[5]);
});

test("fifty marks of one town stay close to it", () => {
  const points = Array.from({ length: 50 }, (_, i) => ({ x: (i * 7) % 40, y: (i * 11) % 40 }));

  const placed = spread(points, 28);

  placed.forEach((one, i) => placed.slice(i + 1).forEach((other) => {
    assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > 26);
  }));
  placed.forEach((one) => assert.ok(Math.hypot(one.x - 20, one.y - 20) < 150));
});

test("what is held stays, and nothing hides it", () => {
  const [placed] = spread([{ x: 10, y: 10 }], 28, [{ x: 10, y: -8 }]);

  assert.ok(Math.abs(placed.y - 20) < 0.1);
  assert.equal(placed.x, 10);
});

test("marks that can be told apart stay where they are", () => {
  const points = [{ x: 0, y: 0 }, { x: 30, y: 0 }];

  assert.deepEqual(spread(points, 28), points);
});
