// Sizes as the generator reads them; `api/pages/embed/integrate_asked.py` reads the same.

/** A number of pixels, brought to the nearest sensible one; null where there is none. */
export function pixels(text: string, least: number, most: number): string | null {
  const digits = text.trim().replace(/px$/, "").trim();
  return /^[0-9]+$/.test(digits) ? String(Math.min(Math.max(Number(digits.slice(0, 6)), least), most)) : null;
}
