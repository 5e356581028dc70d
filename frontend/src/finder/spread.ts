// Marks that would hide one another step aside, each as little as need be.

export interface Pixel {
  x: number;
  y: number;
}

const ROUNDS = 400, SLACK = 0.05;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** How far apart they are, and which way leads from one to the other; any way from the same point. */
function between(a: Pixel, b: Pixel, turn: number): { far: number; x: number; y: number } {
  const x = b.x - a.x, y = b.y - a.y, far = Math.hypot(x, y);
  if (far > 1e-6) return { far, x: x / far, y: y / far };
  return { far: 0, x: Math.cos(turn * GOLDEN), y: Math.sin(turn * GOLDEN) };
}

/** Where each mark is drawn; `size` is its diameter in pixels, `held` is what none may hide. */
export function spread(points: Pixel[], size: number, held: Pixel[] = []): Pixel[] {
  const all = [...points, ...held].map(({ x, y }) => ({ x, y }));
  for (let round = 0, moved = true; moved && round < ROUNDS; round++) {
    moved = false;
    for (let i = 0; i < points.length; i++) {
      for (let j = i + 1; j < all.length; j++) {
        const way = between(all[i], all[j], i + j), lacks = size - way.far;
        if (lacks <= SLACK) continue;
        moved = true;
        const free = j < points.length, step = free ? lacks / 2 : lacks;
        all[i].x -= way.x * step;
        all[i].y -= way.y * step;
        if (!free) continue;
        all[j].x += way.x * step;
        all[j].y += way.y * step;
      }
    }
  }
  return all.slice(0, points.length);
}
