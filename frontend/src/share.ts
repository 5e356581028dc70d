// Copies or sends the address of a page, and leads back to the very list that led here.
import { canSend, copied, send } from "./page/clipboard.ts";

const one = <T extends HTMLElement>(selector: string): T | null => document.querySelector<T>(selector);

function offer(box: HTMLElement): void {
  const { url = location.href, copied: done = "", failed = "" } = box.dataset;
  const copy = one<HTMLButtonElement>("#copy-link"), sending = one<HTMLButtonElement>("#send-link");
  const said = one("#link-said");
  let waiting = 0;
  copy?.addEventListener("click", () => void copied(url).then((well) => {
    copy.focus();
    if (!said) return;
    said.textContent = well ? done : failed.replace("{url}", url);
    window.clearTimeout(waiting);
    // What failed stays: the address in it is what people need.
    if (well) waiting = window.setTimeout(() => { said.textContent = ""; }, 6000);
  }));
  if (copy) copy.hidden = false;
  if (!sending || !canSend()) return;
  sending.addEventListener("click", () => send(document.title, url));
  sending.hidden = false;
}

function leadBack(link: HTMLAnchorElement): void {
  if (!document.referrer) return;
  const before = new URL(document.referrer);
  if (before.origin === location.origin && before.pathname === "/") link.href = before.href;
}

const box = one("#link-box"), back = one<HTMLAnchorElement>("#back-to-list");
if (box) offer(box);
if (back) leadBack(back);
