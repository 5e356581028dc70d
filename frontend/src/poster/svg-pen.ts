// Writes down what a canvas would be told to draw, as SVG: one picture, two kinds of file.
// Text is always a text node: data cannot become markup.
import { svg } from "../page/dom.ts";
import { paint, PathText } from "./path-text.ts";

/** What our pictures ask of a canvas. */
export type Pen = Pick<CanvasRenderingContext2D,
  "save" | "restore" | "translate" | "scale" | "beginPath" | "moveTo" | "lineTo" | "closePath" | "arc" | "rect" | "clip" | "fill" |
  "stroke" | "fillRect" | "strokeRect" | "fillText" | "strokeText" | "measureText" | "createPattern" | "drawImage" |
  "fillStyle" | "strokeStyle" | "lineWidth" | "lineJoin" | "font" | "textAlign" | "textBaseline">;

/** A texture: the tile that a canvas would repeat. */
class Tile {
  constructor(readonly href: string, readonly size: number) {}
}

const ANCHORS: Record<string, string> = { center: "middle", right: "end", end: "end" };

export class SvgPen implements Pen {
  readonly root: SVGElement;
  /** Whoever fills the whole canvas asks for its size. */
  readonly canvas: { width: number; height: number };
  fillStyle: string | CanvasGradient | CanvasPattern = "#000";
  strokeStyle: string | CanvasGradient | CanvasPattern = "#000";
  lineWidth = 1;
  lineJoin: CanvasLineJoin = "miter";
  font = "16px sans-serif";
  textAlign: CanvasTextAlign = "start";
  textBaseline: CanvasTextBaseline = "alphabetic";
  readonly #defs = svg("defs");
  readonly #groups: Element[];
  readonly #tiles = new Map<object, string>();
  /** Fills of one colour that nothing was drawn over yet: one path. */
  readonly #fills = new Map<string, string>();
  readonly #measure = document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;
  #path = new PathText();
  #clips = 0;

  constructor(width: number, height: number, most: number) {
    this.root = svg("svg", { viewBox: `0 0 ${width} ${height}` }, this.#defs);
    this.#groups = [this.root];
    this.canvas = { width: width * most, height: height * most };
  }

  save = (): void => {
    this.#flush();
    const group = svg("g");
    this.#group.append(group);
    this.#groups.push(group);
  };

  restore = (): void => {
    this.#flush();
    this.#groups.pop();
  };

  translate = (x: number, y: number): void => this.#transform(`translate(${x} ${y})`);
  scale = (x: number, y: number): void => this.#transform(`scale(${x} ${y})`);
  beginPath = (): void => { this.#path = new PathText(); };
  moveTo = (x: number, y: number): void => this.#path.moveTo(x, y);
  lineTo = (x: number, y: number): void => this.#path.lineTo(x, y);
  closePath = (): void => this.#path.write("z");
  rect = (x: number, y: number, width: number, height: number): void =>
    this.#path.write(`M${x.toFixed(1)} ${y.toFixed(1)}h${width.toFixed(1)}v${height.toFixed(1)}h${(-width).toFixed(1)}z`);

  /** Whole circles only. */
  arc = (x: number, y: number, r: number): void => {
    const half = `a${r.toFixed(1)} ${r.toFixed(1)} 0 1 0 `;
    this.#path.write(`M${(x - r).toFixed(1)} ${y.toFixed(1)}${half}${(2 * r).toFixed(1)} 0${half}${(-2 * r).toFixed(1)} 0z`);
  };

  clip = (): void => {
    const id = `clip-${++this.#clips}`;
    this.#defs.append(svg("clipPath", { id }, svg("path", { d: this.#path.text })));
    this.#group.setAttribute("clip-path", `url(#${id})`);
  };

  fill = (): void => {
    const style = this.#style("fill", this.fillStyle), key = JSON.stringify(style);
    this.#fills.set(key, (this.#fills.get(key) ?? "") + this.#path.text);
  };

  stroke = (): void => {
    this.#flush();
    if (!this.#path.text) return;
    this.#group.append(svg("path", {
      d: this.#path.text, fill: "none", ...this.#style("stroke", this.strokeStyle),
      "stroke-width": this.lineWidth.toFixed(2), "stroke-linejoin": this.lineJoin,
    }));
  };

  fillRect = (x: number, y: number, width: number, height: number): void => {
    this.#flush();
    this.#group.append(svg("rect", { x, y, width, height, ...this.#style("fill", this.fillStyle) }));
  };

  strokeRect = (x: number, y: number, width: number, height: number): void => {
    this.#flush();
    this.#group.append(svg("rect", { x, y, width, height, fill: "none", ...this.#style("stroke", this.strokeStyle), "stroke-width": this.lineWidth }));
  };

  fillText = (text: string, x: number, y: number): void => this.#write(text, x, y, this.#style("fill", this.fillStyle));
  strokeText = (text: string, x: number, y: number): void => this.#write(text, x, y, {
    fill: "none", ...this.#style("stroke", this.strokeStyle), "stroke-width": String(this.lineWidth), "stroke-linejoin": "round" });

  measureText = (text: string): TextMetrics => {
    this.#measure.font = this.font;
    return this.#measure.measureText(text);
  };

  createPattern = (image: CanvasImageSource): CanvasPattern | null => {
    const { width } = image as HTMLCanvasElement;
    return new Tile((image as HTMLCanvasElement).toDataURL(), width) as unknown as CanvasPattern;
  };

  /** Paper is drawn as shapes. */
  drawImage = (): never => { throw new Error("a picture has no place in this file"); };

  /** The file: everything that was drawn until now. */
  done(): SVGElement {
    this.#flush();
    return this.root;
  }

  get #group(): Element {
    return this.#groups[this.#groups.length - 1];
  }

  #transform(step: string): void {
    this.#group.setAttribute("transform", [this.#group.getAttribute("transform"), step].filter(Boolean).join(" "));
  }

  #flush(): void {
    for (const [style, d] of this.#fills) {
      if (d) this.#group.append(svg("path", { d, "fill-rule": "evenodd", ...(JSON.parse(style) as Record<string, string>) }));
    }
    this.#fills.clear();
  }

  #style(name: "fill" | "stroke", style: string | CanvasGradient | CanvasPattern): Record<string, string> {
    if (typeof style === "string") return paint(name, style);
    return { [name]: style instanceof Tile ? `url(#${this.#tile(style)})` : "none" };
  }

  #tile(tile: Tile): string {
    let id = this.#tiles.get(tile);
    if (!id) {
      const { size, href } = tile;
      id = `texture-${this.#tiles.size + 1}`;
      this.#tiles.set(tile, id);
      this.#defs.append(svg("pattern", { id, patternUnits: "userSpaceOnUse", width: size, height: size },
        svg("image", { href, width: size, height: size })));
    }
    return id;
  }

  #write(text: string, x: number, y: number, style: Record<string, string>): void {
    this.#flush();
    const [, weight, size, family] = /^(?:(\d+) )?([\d.]+)px (.+)$/.exec(this.font) ?? ["", "", "16", "sans-serif"];
    this.#group.append(svg("text", {
      x: x.toFixed(1), y: y.toFixed(1), "font-family": family, "font-size": size, "font-weight": weight || null,
      "text-anchor": ANCHORS[this.textAlign] ?? null, ...style,
    }, document.createTextNode(text)));
  }
}
