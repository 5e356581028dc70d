// Textures for what has no class: without them, absence would look like a low value.

/** A texture as pixels. */
export interface Tile {
  key: string;
  /** After how many pixels it begins again, across and down. */
  side: number;
  /** As an ImageData has it. */
  data: Uint8ClampedArray;
}

const cache = new Map<string, CanvasPattern | null>(), tiles = new WeakMap<CanvasPattern, Tile>();

/** Of a pattern that was made here. */
export const tileOf = (pattern: CanvasPattern): Tile => tiles.get(pattern) as Tile;

function tile(
  ctx: CanvasRenderingContext2D, key: string, size: number, draw: (g: CanvasRenderingContext2D, size: number) => void,
): CanvasPattern | null {
  let pattern = cache.get(key);
  if (pattern === undefined) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = size;
    const g = canvas.getContext("2d", { willReadFrequently: true }), side = canvas.width;
    if (g) draw(g, size);
    pattern = g && ctx.createPattern(canvas, "repeat");
    if (g && pattern) tiles.set(pattern, { key, side, data: g.getImageData(0, 0, side, side).data });
    cache.set(key, pattern);
  }
  return pattern;
}

function diagonals(g: CanvasRenderingContext2D, size: number, colour: string, width: number, falling = false): void {
  g.strokeStyle = colour;
  g.lineWidth = width;
  g.beginPath();
  for (const shift of [-size, 0, size]) {
    g.moveTo(shift, falling ? 0 : size);
    g.lineTo(shift + size, falling ? size : 0);
  }
  g.stroke();
}

/** « Pas de donnée »: grey hatching on white. */
export const noData = (ctx: CanvasRenderingContext2D, density: number) =>
  tile(ctx, `no-data-${density}`, 6 * density, (g, size) => {
    g.fillStyle = "#fbfbfc";
    g.fillRect(0, 0, size, size);
    diagonals(g, size, "#8d96a3", density);
  });

/** « Non recensé »: dots on white, unlike the hatching of a missing value. */
export const notCollected = (ctx: CanvasRenderingContext2D, density: number) =>
  tile(ctx, `not-collected-${density}`, 7 * density, (g, size) => {
    g.fillStyle = "#fdfdfb";
    g.fillRect(0, 0, size, size);
    g.fillStyle = "#7c8492";
    g.beginPath();
    g.arc(size / 2, size / 2, 1.1 * density, 0, 6.2832);
    g.fill();
  });

/** « Au-delà de la frontière : non recensé »: white lines over the class colour. */
export const doubtful = (ctx: CanvasRenderingContext2D, density: number) =>
  tile(ctx, `doubtful-${density}`, 6 * density, (g, size) => {
    diagonals(g, size, "rgba(255,255,255,.6)", 1.2 * density);
  });

/** « Incertain »: dark and light lines, seen on any colour, the other way than the border's. */
export const uncertain = (ctx: CanvasRenderingContext2D, density: number) =>
  tile(ctx, `uncertain-${density}`, 6 * density, (g, size) => {
    diagonals(g, size, "rgba(255,255,255,.36)", 1 * density, true);
    g.translate(size / 5, 0);
    diagonals(g, size, "rgba(18,48,58,.6)", 1 * density, true);
  });

/** « Non vérifié »: hollow rings over the class colour; what is there was only declared. */
export const unverified = (ctx: CanvasRenderingContext2D, density: number) =>
  tile(ctx, `unverified-${density}`, 8 * density, (g, size) => {
    for (const [colour, width] of [["rgba(18,48,58,.55)", 2.4], ["rgba(255,255,255,.9)", 1.1]] as const) {
      g.strokeStyle = colour;
      g.lineWidth = width * density;
      g.beginPath();
      g.arc(size / 2, size / 2, 1.9 * density, 0, 6.2832);
      g.stroke();
    }
  });
