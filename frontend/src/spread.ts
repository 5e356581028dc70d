// Marks at one place would hide one another: they stand around it instead.

export interface Pixel {
  x: number;
  y: number;
}

/** Where each mark is drawn; `size` is its diameter in pixels. */
export function spread(points: Pixel[], size: number): Pixel[] {
  const groups: number[][] = [];
  points.forEach(({ x, y }, i) => {
    const near = groups.find(([first]) => Math.hypot(points[first].x - x, points[first].y - y) < size * 0.6);
    if (near) near.push(i);
    else groups.push([i]);
  });
  const placed = [...points];
  for (const group of groups) {
    if (group.length === 1) continue;
    const middle = {
      x: group.reduce((sum, i) => sum + points[i].x, 0) / group.length,
      y: group.reduce((sum, i) => sum + points[i].y, 0) / group.length,
    };
    const radius = size / 2 / Math.sin(Math.PI / group.length);
    group.forEach((i, place) => {
      const angle = (2 * Math.PI * place) / group.length - Math.PI / 2;
      placed[i] = { x: middle.x + radius * Math.cos(angle), y: middle.y + radius * Math.sin(angle) };
    });
  }
  return placed;
}
