// Copies or sends the address of a page, and leads back to the very list that led here.
const one = <T extends HTMLElement>(selector: string): T | null => document.querySelector<T>(selector);

/** Before the clipboard was a promise, and still where a page comes without TLS. */
function copyOldWay(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  field.tabIndex = -1;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text);
  }
}

function offer(box: HTMLElement): void {
  const { url = location.href, copied: done = "", failed = "" } = box.dataset;
  const copy = one<HTMLButtonElement>("#copy-link"), send = one<HTMLButtonElement>("#send-link");
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
  if (!send || typeof navigator.share !== "function") return;
  // Closing the sheet of the system refuses the promise: nothing to say.
  send.addEventListener("click", () => void navigator.share({ title: document.title, url }).catch(() => undefined));
  send.hidden = false;
}

function leadBack(link: HTMLAnchorElement): void {
  if (!document.referrer) return;
  const before = new URL(document.referrer);
  if (before.origin === location.origin && before.pathname === "/") link.href = before.href;
}

const box = one("#link-box"), back = one<HTMLAnchorElement>("#back-to-list");
if (box) offer(box);
if (back) leadBack(back);
