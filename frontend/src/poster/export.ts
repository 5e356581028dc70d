// « Imprimer, exporter »: paper, and the same sheet as a PNG or an SVG file.
import type { Context } from "../map/context.ts";
import { all, must } from "../page/dom.ts";
import { embeddedFace } from "./embedded-face.ts";
import { pngPoster, svgPoster, type Paper } from "./paper.ts";
import { FACE } from "./ink.ts";
import { posterText, today, type PosterText } from "./text.ts";
import { toolBox } from "../map/tool-boxes.ts";

/** Weights that a picture uses: a canvas does not wait for letters by itself. */
const WEIGHTS = [400, 600, 740], KEPT_MS = 60_000;

export const chosenPaper = (): Paper =>
  all<HTMLInputElement>("input[name=paper]").some((radio) => radio.checked && radio.value === "A3") ? "A3" : "A4";

/** `numna-support_beyond-2026-11-26.svg` */
export const fileName = ({ mode, question }: Context["state"], day: string, kind: string): string =>
  `numna-${mode === "gaps" ? question.key : "structures"}-${day}.${kind}`;

function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}

function svgFile(root: SVGElement): Blob {
  return new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
}

async function svgFileOf(context: Context, text: PosterText, paper: Paper): Promise<Blob> {
  const root = svgPoster(context, text, paper), face = await embeddedFace();
  if (face) root.prepend(face);
  return svgFile(root);
}

const pngFile = (canvas: HTMLCanvasElement): Promise<Blob> => new Promise((resolve, reject) => {
  canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
});

export function exporting(context: Context): void {
  const { voice: { t } } = context, said = must("#paper-said");

  async function make(kind: "png" | "svg"): Promise<void> {
    const name = fileName(context.state, today(), kind), paper = chosenPaper();
    said.textContent = t("export_making");
    try {
      await Promise.all(WEIGHTS.map((weight) => document.fonts.load(`${weight} 16px ${FACE}`)));
      const text = posterText(context);
      save(await (kind === "svg" ? svgFileOf(context, text, paper) : pngFile(pngPoster(context, text, paper))), name);
      said.textContent = t("export_done", { file: name });
    } catch {
      said.textContent = t("export_failed");
    }
  }

  toolBox("paper", () => {
    said.textContent = "";
    must("#paper-second").hidden = context.state.mode !== "gaps" || !context.state.other;
  });
  must("#paper-print").addEventListener("click", () => window.print());
  must("#paper-png").addEventListener("click", () => void make("png"));
  must("#paper-svg").addEventListener("click", () => void make("svg"));
  // A sandboxed frame neither prints nor saves.
  if (window.origin === "null") must("#paper-button").hidden = true;
}
