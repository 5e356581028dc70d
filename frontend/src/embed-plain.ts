// On embeds without a map: leads out, searches where a sandbox lets no form go, and says
// its height to the host. It runs before the page below it is read, and listens to the
// whole of it: nobody is faster than the script.
import { leadOut } from "./embed/links.ts";
import { tellHeight } from "./embed/size.ts";

/** A form of a sandboxed frame goes nowhere, and tells nobody: we go there ourselves. */
function go(form: HTMLFormElement): void {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) asked.append(name, String(value));
  // The frame moves on, and « Back » of the host leads where it led before.
  location.replace(`${form.action}?${asked}${location.hash}`);
}

/** A sandbox stops a form before its « submit »: what would have sent it is heard, too. */
function heard(selector: string): (event: Event) => void {
  return (event) => {
    const form = (event.target as Element).closest(selector)?.closest("form");
    if (!form || (event instanceof KeyboardEvent && event.key !== "Enter")) return;
    event.preventDefault();
    go(form);
  };
}

document.addEventListener("submit", heard("form"));
document.addEventListener("click", heard("form button"));
document.addEventListener("keydown", heard("form input[type=text]"));
leadOut();
document.addEventListener("DOMContentLoaded", () => {
  tellHeight(() => document.body.getBoundingClientRect().height);
});
