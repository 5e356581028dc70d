// On a host page: gives each of our frames the height that it asks for. Nothing else: it
// reads nothing of the host, asks for nothing, and sets one property by script, which no
// policy on styles refuses.
import { heightFrom, READY } from "./embed/host-height.ts";

const script = document.currentScript as HTMLScriptElement | null;
const ours = script ? new URL(script.src).origin : location.origin;

function frames(): HTMLIFrameElement[] {
  return [...document.querySelectorAll("iframe")].filter(({ src }) => src.startsWith(`${ours}/embed/`));
}

addEventListener("message", ({ data, source, origin }) => {
  const height = heightFrom(data, origin, ours);
  const frame = height === null ? undefined : frames().find(({ contentWindow }) => contentWindow === source);
  if (frame) frame.style.height = `${height}px`;
});

// A frame that came before this script has already said its height: once more, please.
const ask = (): void => frames().forEach(({ contentWindow }) => contentWindow?.postMessage(READY, "*"));
ask();
addEventListener("load", ask);
