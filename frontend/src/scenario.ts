// The page of scenarios works without this: a click on the map opens a place there, and
// the form shows only the fields that its verb needs.
const form = document.querySelector<HTMLFormElement>("#ajouter");
const picture = document.querySelector<SVGSVGElement>("#difference > svg");
const where = form?.querySelector<HTMLInputElement>("#ou");

function verb(): string {
  return form?.querySelector<HTMLInputElement>("input[name=faire]:checked")?.value ?? "ouvrir";
}

function fit(): void {
  if (!form) return;
  const shown: Record<string, boolean> = {
    ".of-ouvrir": verb() === "ouvrir", ".of-structure": verb() !== "ouvrir", ".of-place": verb() !== "fermer",
  };
  for (const [part, there] of Object.entries(shown)) {
    const field = form.querySelector<HTMLElement>(part);
    if (field) field.hidden = !there;
  }
}

function degrees(svg: SVGSVGElement, event: MouseEvent): [number, number] | null {
  const matrix = svg.getScreenCTM();
  if (!matrix) return null;
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
  const [west, north, scale] = ["west", "north", "scale"].map((name) => Number(svg.dataset[name]));
  if (west === undefined || north === undefined || !scale) return null;
  const x = west + at.x / scale, y = north + at.y / scale;
  return [(x - 0.5) * 360, Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180 / Math.PI];
}

if (form && where && picture) {
  const help = form.querySelector<HTMLElement>("#clic");
  form.addEventListener("change", fit);
  fit();
  if (help) help.hidden = false;
  picture.classList.add("is-clickable");
  picture.addEventListener("click", (event) => {
    const at = degrees(picture, event);
    if (!at || verb() === "fermer") return;
    where.value = `${at[1].toFixed(5)}, ${at[0].toFixed(5)}`;
    if (verb() === "ouvrir") form.requestSubmit();
    else where.focus();
  });
}
