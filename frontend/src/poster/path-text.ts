// Paths and colours in the words of SVG.

const TRANSPARENT = /^rgba?\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)$/;

/** Many programs that draw know no `rgba()`: a colour, and how much of it. */
export function paint(name: "fill" | "stroke", colour: string): Record<string, string> {
  const parts = TRANSPARENT.exec(colour);
  if (!parts) return { [name]: colour };
  const hex = parts.slice(1, 4).map((part) => Number(part).toString(16).padStart(2, "0")).join("");
  return { [name]: `#${hex}`, [`${name}-opacity`]: parts[4] };
}

/** Steps between whole positions: rounding never adds up along a line. */
export class PathText {
  #text = "";
  #x = 0;
  #y = 0;

  get text(): string {
    return this.#text;
  }

  moveTo(x: number, y: number): void {
    this.#x = Math.round(x);
    this.#y = Math.round(y);
    this.#text += `M${this.#x} ${this.#y}`;
  }

  lineTo(x: number, y: number): void {
    const dx = Math.round(x) - this.#x, dy = Math.round(y) - this.#y;
    if (!dx && !dy) return;
    this.#x += dx;
    this.#y += dy;
    this.#text += `l${dx}${dy < 0 ? "" : " "}${dy}`;
  }

  write(text: string): void {
    this.#text += text;
  }
}
