// Marks at one place would hide one another: they stand around it instead.

export interface Pixel {
  x: number;
  y: number;
}

const CLOSE = 0.85;

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The marks of a group, on a circle around their middle; one alone stays. */
function circle(points: Pixel[], group: number[], size: number): Pixel[] {
  if (group.length === 1) return [points[group[0]]];
  const x = mean(group.map((i) => points[i].x)), y = mean(group.map((i) => points[i].y));
  const radius = size / 2 / Math.sin(Math.PI / group.length);
  return group.map((_, place) => {
    const angle = (2 * Math.PI * place) / group.length - Math.PI / 2;
    return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
  });
}

/** Where each mark is drawn; `size` is its diameter in pixels. */
export function spread(points: Pixel[], size: number): Pixel[] {
  let groups = points.map((_, i) => [i]);
  const near = (a: Pixel[], b: Pixel[]) =>
    a.some((one) => b.some((other) => Math.hypot(one.x - other.x, one.y - other.y) < CLOSE * size));
  // A circle may reach a mark that stood free: it joins, until none is reached.
  for (let again = true; again; ) {
    again = false;
    const drawn = groups.map((group) => circle(points, group, size));
    for (let a = 0; a < groups.length && !again; a++) {
      const b = drawn.findIndex((other, i) => i > a && near(drawn[a], other));
      if (b < 0) continue;
      const joined = [...groups[a], ...groups[b]].sort((i, j) => i - j);
      groups = [...groups.filter((_, i) => i !== a && i !== b), joined];
      again = true;
    }
  }
  const placed = [...points];
  for (const group of groups) circle(points, group, size).forEach((at, i) => { placed[group[i]] = at; });
  return placed;
}
