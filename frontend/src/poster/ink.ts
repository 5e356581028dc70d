// Words on a picture: in one face, in few sizes, broken where a line is full.
import type { Pen } from "./svg-pen.ts";

export const FACE = "Figtree, system-ui, sans-serif";
export const INK = "#132a33", INK_2 = "#455862", LINE = "#d9dedd", WARN = "#7a4a00", ACCENT = "#0d5c63";

export interface Hand {
  size: number;
  weight?: number;
  colour?: string;
  align?: CanvasTextAlign;
}

const LEADING = 1.32;

function hold(pen: Pen, { size, weight = 400, colour = INK, align = "left" }: Hand): void {
  pen.font = `${weight} ${size}px ${FACE}`;
  pen.fillStyle = colour;
  pen.textAlign = align;
}

/** `y` is where the letters stand. */
export function write(pen: Pen, text: string, x: number, y: number, hand: Hand): void {
  hold(pen, hand);
  pen.fillText(text, x, y);
}

/** One line, with an ellipsis where it is too long. */
export function clipped(pen: Pen, text: string, width: number, hand: Hand): string {
  hold(pen, hand);
  if (pen.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && pen.measureText(`${text.slice(0, end).trimEnd()}…`).width > width) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Words in lines; a word that is longer than a line is cut: an address has no blank. */
export function lines(pen: Pen, text: string, width: number, hand: Hand): string[] {
  hold(pen, hand);
  const fits = (part: string) => pen.measureText(part).width <= width;
  const found: string[] = [];
  let line = "";
  for (let word of text.split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line) found.push(line);
    while (!fits(word) && word.length > 1) {
      let end = word.length - 1;
      while (end > 1 && !fits(word.slice(0, end))) end--;
      found.push(word.slice(0, end));
      word = word.slice(end);
    }
    line = word;
  }
  if (line) found.push(line);
  return found;
}

/** Writes below `top`; returns where the next thing may begin. */
export function paragraph(pen: Pen, text: string, x: number, top: number, width: number, hand: Hand): number {
  const found = lines(pen, text, width, hand);
  found.forEach((line, i) => write(pen, line, x, top + hand.size * (1 + i * LEADING), hand));
  return top + found.length * hand.size * LEADING;
}

export const height = (pen: Pen, text: string, width: number, hand: Hand): number =>
  lines(pen, text, width, hand).length * hand.size * LEADING;
