// Tells the host how high an embed wants to be: to our own script, to WordPress, and to
// browsers that know responsive frames. Nothing but the height leaves the frame.

/** What our frames say; `host.ts` listens. */
export interface HeightMessage {
  source: "numna";
  type: "height";
  height: number;
}

declare global {
  interface Window {
    /** Where frames take the height of what they hold: Chromium from 154 on. */
    requestResize?: () => void;
  }
}

const SAME = 2;

/** WordPress writes a secret after the address of a frame, and listens to who says it. */
export const secretOf = (hash: string): string | null => /^#?\?secret=([0-9A-Za-z]{1,40})$/.exec(hash)?.[1] ?? null;

/** The height as told before is not told again, nor one that differs by a rounding. */
export function isNews(height: number, told: number): boolean {
  return height > 0 && Math.abs(height - told) > SAME;
}

/** Whether a host says that it listens now: our own script, or WordPress. */
export function isAsking(data: unknown): boolean {
  const said = (typeof data === "object" && data !== null ? data : {}) as Record<string, unknown>;
  return (said["source"] === "numna" && said["type"] === "ready") || said["message"] === "ready";
}

/** Follows `height` as the page changes, and says it to whoever framed us. */
export function tellHeight(height: () => number): () => void {
  const secret = secretOf(location.hash);
  let told = 0, frame = 0;

  function say(): void {
    frame = 0;
    const now = Math.ceil(height());
    if (window.parent === window || !isNews(now, told)) return;
    told = now;
    const message: HeightMessage = { source: "numna", type: "height", height: now };
    window.parent.postMessage(message, "*");
    if (secret) window.parent.postMessage({ message: "height", value: now, secret }, "*");
    try {
      window.requestResize?.();
    } catch {
      // The host did not ask for it.
    }
  }
  const later = () => { frame ||= requestAnimationFrame(say); };

  new ResizeObserver(later).observe(document.body);
  window.addEventListener("resize", later);
  // A host whose script came after our first word asks again; so does WordPress.
  window.addEventListener("message", ({ data, source }) => {
    if (source !== window.parent || !isAsking(data)) return;
    told = 0;
    later();
  });
  later();
  return later;
}
