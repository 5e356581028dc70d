// On the page of items, a rectangle drawn on the still map is the area that is asked.
import { xToLon, yToLat } from "./outlines/projection.ts";

type Point = { x: number; y: number };

const picture = document.querySelector<SVGSVGElement>(".features-map svg[data-scale]");
const field = document.querySelector<HTMLInputElement>("#q-bbox");
const help = document.querySelector<HTMLElement>("#box-help");
const LEAST = 8;

function at(svg: SVGSVGElement, event: PointerEvent): Point {
  const matrix = svg.getScreenCTM();
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix?.inverse());
}

function asked(svg: SVGSVGElement, a: Point, b: Point): string {
  const [west = 0, north = 0, scale = 1] = ["west", "north", "scale"].map((name) => Number(svg.dataset[name]));
  const lon = (x: number): string => xToLon(west + x / scale).toFixed(4);
  const lat = (y: number): string => yToLat(north + y / scale).toFixed(4);
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)], [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  return [lon(left), lat(bottom), lon(right), lat(top)].join(",");
}

function drawing(svg: SVGSVGElement, done: (box: string) => void): void {
  const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  box.setAttribute("class", "feature-box");
  let from: Point | null = null;
  const stop = (): void => { from = null; box.remove(); };
  svg.addEventListener("pointerdown", (event) => {
    // A finger scrolls the page.
    if (event.pointerType === "touch" || event.button !== 0) return;
    event.preventDefault();
    from = at(svg, event);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = at(svg, event);
    const sizes = { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y) };
    for (const [name, size] of Object.entries(sizes)) box.setAttribute(name, size.toFixed(1));
    svg.append(box);
  });
  svg.addEventListener("pointerup", (event) => {
    const to = at(svg, event), began = from;
    stop();
    if (began && Math.abs(began.x - to.x) > LEAST && Math.abs(began.y - to.y) > LEAST) done(asked(svg, began, to));
  });
  svg.addEventListener("pointercancel", stop);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(); });
}

if (picture && field) {
  picture.classList.add("is-drawable");
  if (help) help.hidden = false;
  drawing(picture, (box) => {
    field.value = box;
    field.form?.requestSubmit();
  });
}
