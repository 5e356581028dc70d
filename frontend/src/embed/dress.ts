// The colour of the host, on embeds of a copy: what api/pages/embed/dress.py writes of it
// where there is a server. tests/pages/embed_dress.json tests both.

type Colour = [number, number, number];

const LEAST = 4.5, STEP = 0.94, SOFT = 0.11;
const BLACK: Colour = [0, 0, 0], PAPER: Colour = [255, 255, 255], MIST: Colour = [244, 245, 242], INK: Colour = [19, 42, 51];

/** Halves go to the even number, as Python has it. */
function rounded(value: number): number {
  const up = Math.round(value);
  return up - value === 0.5 && up % 2 ? up - 1 : up;
}

const colourOf = (digits: string): Colour => [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)) as Colour;
const written = (colour: Colour): string => `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
const mixed = (one: Colour, other: Colour, part: number): Colour => one.map((own, i) => rounded(own * part + other[i] * (1 - part))) as Colour;

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one: Colour, other: Colour): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** As dark as words must be on our grounds and on its own. */
function readable(colour: Colour): Colour {
  const grounds = [PAPER, MIST, mixed(colour, PAPER, SOFT)];
  let now = colour;
  while (Math.min(...grounds.map((ground) => contrast(now, ground))) < LEAST) now = mixed(now, BLACK, STEP);
  return now;
}

/** Custom properties of a page, by name. */
export function dressOf(digits: string): Record<string, string> {
  const given = colourOf(digits), words = readable(given);
  let host = given, over = contrast(given, PAPER) >= LEAST ? PAPER : INK;
  // What is neither dark nor light enough for either is darkened for white.
  if (contrast(host, over) < LEAST) [host, over] = [words, PAPER];
  return { "--host": written(host), "--host-ink": written(over), "--accent": written(words), "--accent-soft": written(mixed(given, PAPER, SOFT)) };
}
