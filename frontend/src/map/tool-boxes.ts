// Boxes that the buttons on the map open: one at a time, closed by their cross, by Escape
// from anywhere on the map, and by whoever leaves them with Tab.
import { all, must } from "../page/dom.ts";

/** `opened` runs each time, before the box is seen. */
export function toolBox(name: string, opened: () => void = () => undefined): void {
  const button = must<HTMLButtonElement>(`#${name}-button`), box = must(`#${name}-box`);
  let tabbing = false;

  function close(back: boolean): void {
    if (box.hidden) return;
    box.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus();
  }

  function open(): void {
    for (const other of all(".tool-box:not([hidden])")) other.dispatchEvent(new Event("leave"));
    opened();
    box.hidden = false;
    button.setAttribute("aria-expanded", "true");
    box.focus({ preventScroll: true });
  }

  button.hidden = false;
  button.addEventListener("click", () => (box.hidden ? open() : close(true)));
  box.addEventListener("leave", () => close(false));
  must(".map-main").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden) return;
    // The sheet of a commune stays open for the next one.
    event.stopPropagation();
    close(true);
  });
  // A hand may leave it open to look at the map; with Tab, it would cover what comes next.
  box.addEventListener("keydown", ({ key }) => {
    tabbing = key === "Tab";
    window.setTimeout(() => { tabbing = false; });
  });
  box.addEventListener("focusout", ({ relatedTarget: to }) => {
    if (tabbing && to instanceof Node && to !== button && !box.contains(to)) close(false);
  });
  must("[data-close]", box).addEventListener("click", () => close(true));
}
