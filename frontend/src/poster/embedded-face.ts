// Our letters inside an SVG file: whoever opens it need not have them.
import { svg } from "../page/dom.ts";

const NAME = "Figtree";

/** Where the page's own style sheet says the letters are. */
function address(): string | null {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule) || !rule.style.getPropertyValue("font-family").includes(NAME)) continue;
      const found = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src"));
      if (found) return new URL(found[1], sheet.href ?? location.href).href;
    }
  }
  return null;
}

const base64 = (content: ArrayBuffer): string => {
  let text = "";
  for (const byte of new Uint8Array(content)) text += String.fromCharCode(byte);
  return btoa(text);
};

/** A `style` element for a file, or nothing: then the file names our letters, and has others. */
export async function embeddedFace(): Promise<SVGElement | null> {
  try {
    const url = address(), answer = url ? await fetch(url) : null;
    if (!answer?.ok) return null;
    const src = `url(data:font/woff2;base64,${base64(await answer.arrayBuffer())})`;
    const style = svg("style");
    style.textContent = `@font-face{font-family:${NAME};font-weight:300 900;src:${src}}`;
    return style;
  } catch {
    return null;
  }
}
