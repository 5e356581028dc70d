// Links of an embed that lead out of it. In a sandbox no other page may open: the address
// is shown instead, and WordPress, which listens, may take its reader there.
import { copied } from "../page/clipboard.ts";
import { must } from "../page/dom.ts";
import { secretOf } from "./size.ts";

/** In a sandbox a document has an origin of its own, which has no name. */
export const isSandboxed = (): boolean => window.origin === "null";

function show(address: string, from: HTMLElement): void {
  const box = must("#embed-out"), field = must<HTMLInputElement>("#embed-out-url", box);
  const copy = must<HTMLButtonElement>("#embed-out-copy", box), label = must("span", copy), word = label.textContent;
  field.value = address;
  box.hidden = false;
  field.focus();
  field.select();
  copy.onclick = () => void copied(address).then((well) => {
    label.textContent = (well ? copy.dataset.done : copy.dataset.failed) ?? "";
    must("#live").textContent = label.textContent;
    if (!well) field.select();
    else copy.focus();
  });
  const close = () => {
    box.hidden = true;
    label.textContent = word;
    from.focus();
  };
  must("#embed-out-close", box).onclick = close;
  box.onkeydown = ({ key }) => { if (key === "Escape") close(); };
}

/** Telephone and mail have their words as text; where the frame may not leave, as this. */
const leaves = (link: HTMLAnchorElement): boolean => link.target === "_blank" || /^(tel|mailto):$/.test(link.protocol);

export function leadOut(): void {
  if (!isSandboxed()) return;
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (!link || !leaves(link)) return;
    event.preventDefault();
    const secret = secretOf(location.hash);
    if (secret && link.target) window.parent.postMessage({ message: "link", value: link.href, secret }, "*");
    // Where the host lets pages open, one does; else nothing, and nobody is told why.
    const opened = link.target ? window.open(link.href, "_blank") : null;
    if (opened) opened.opener = null;
    else show(link.href.replace(/^(tel|mailto):/, ""), link);
  });
}
