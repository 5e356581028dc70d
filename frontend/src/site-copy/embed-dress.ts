// The colour and the logo of the host, where no server dresses the page.
import { fileAddress } from "../page/addresses.ts";
import { h, must } from "../page/dom.ts";
import type { EmbedAsked } from "../embed/asked.ts";
import { dressOf } from "../embed/dress.ts";

export function dressCopy({ colour, logo }: EmbedAsked): void {
  if (colour) {
    for (const [name, value] of Object.entries(dressOf(colour))) document.documentElement.style.setProperty(name, value);
    document.body.classList.add("is-dressed");
  }
  if (!logo) return;
  const image = h("img", { class: "embed-logo", src: fileAddress(logo), alt: "", height: 32 });
  // Of logos a copy has those that its operator had; nothing tells which before.
  image.addEventListener("error", () => image.remove());
  must(".embed-head").prepend(image);
}
