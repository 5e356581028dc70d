import assert from "node:assert/strict";
import { test } from "node:test";
import { spread } from "../src/spread.ts";

test("marks at one place stand side by side around it", () => {
  for (const n of [2, 3, 8]) {
    const placed = spread(Array.from({ length: n }, () => ({ x: 50, y: 80 })), 28);

    placed.forEach((one, i) => placed.slice(i + 1).forEach((other) => {
      assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > 27.9);
    }));
    assert.ok(Math.abs(placed.reduce((sum, one) => sum + one.x, 0) / n - 50) < 1e-9);
  }
});

test("a mark that a circle would reach joins it", () => {
  const points = [...Array.from({ length: 4 }, () => ({ x: 0, y: 0 })), { x: 0, y: -22 }, { x: 200, y: 0 }];

  const placed = spread(points, 28);

  placed.forEach((one, i) => placed.slice(i + 1).forEach((other) => {
    assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > 0.85 * 28);
  }));
  assert.deepEqual(placed[5], points[5]);
});

test("marks that can be told apart stay where they are", () => {
  const points = [{ x: 0, y: 0 }, { x: 30, y: 0 }];

  assert.deepEqual(spread(points, 28), points);
});
