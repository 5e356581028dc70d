// Copies the address beside a button, and says whether that was done.
import { copied } from "./page/clipboard.ts";

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
  const said = button.parentElement?.querySelector<HTMLElement>("[role=status]");
  button.addEventListener("click", () => void copied(button.dataset["copy"] ?? "").then((well) => {
    button.focus();
    if (said) said.textContent = (well ? button.dataset["done"] : button.dataset["failed"]) ?? "";
  }));
  button.hidden = false;
}
