// On embeds without a map: says its height to the host, leads out, and searches where a
// sandbox lets no form go.
import { leadOut } from "./embed-links.ts";
import { tellHeight } from "./embed-size.ts";

/** A form of a sandboxed frame goes nowhere, and tells nobody: we go there ourselves. */
function search(form: HTMLFormElement): void {
  const go = () => {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) asked.append(name, String(value));
    // The frame moves on, and « Back » of the host leads where it led before.
    location.replace(`${form.action}?${asked}${location.hash}`);
  };
  const stop = (event: Event) => {
    event.preventDefault();
    go();
  };
  form.addEventListener("submit", stop);
  form.querySelector("button")?.addEventListener("click", stop);
  form.querySelector("input[type=text]")?.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Enter") stop(event);
  });
}

for (const form of document.querySelectorAll("form")) search(form);
leadOut();
tellHeight(() => document.body.getBoundingClientRect().height);
