// What other sites paste: a frame, one that grows, an element, a link; all escaped.
// `api/pages/embed/snippets.py` writes the same, and one file of examples tests both.
export interface Pasted {
  /** Of this service, without a slash at its end. */
  origin: string;
  kind: string;
  /** Parameters of the embed, in order. */
  asked: Record<string, string>;
  title: string;
  width: string;
  height: number;
  /** Whether an element keeps that height, whatever its content needs. */
  fixed: boolean;
  /** The address of the whole page that the embed is a part of. */
  full: string;
  link: string;
}

export interface Snippets {
  address: string;
  oembed: string;
  frame: string;
  growing: string;
  element: string;
  anchor: string;
  policy: string;
}

/** What an embed asks of its host: to copy an address of ours, and nothing else. */
export const ALLOWED = "clipboard-write";
const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;" };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
const legible = (text: string): string => encodeURIComponent(text).replace(/%(3A|2C|2F)/g, decodeURIComponent);
const whole = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
const written = (told: Record<string, string>): string =>
  Object.entries(told).map(([name, said]) => (said ? ` ${name}="${escaped(said)}"` : "")).join("");

/** Every form of an embed. */
export function snippets({ origin, kind, asked, title, width, height, fixed, full, link }: Pasted): Snippets {
  const query = Object.entries(asked).map(([name, value]) => `${name}=${legible(value)}`).join("&");
  const address = `${origin}/embed/${kind}?${query}`;
  const { v: _, ...parameters } = asked;
  const frame = `<iframe${written({
    src: address, title, width, height: String(height), loading: "lazy", allow: ALLOWED,
  })}></iframe>`;
  const anchor = `<a${written({ href: full })}>${escaped(link)}</a>`;
  const script = (path: string): string => `<script src="${escaped(origin)}${path}" async></script>`;
  const told = written({
    ...parameters, titre: title, hauteur: fixed ? String(height) : "", largeur: width === "100%" ? "" : width,
  });
  return {
    address, frame, anchor,
    oembed: `${origin}/oembed?url=${whole(address)}&format=json`,
    growing: `${frame}\n${script("/embed/hauteur.js")}`,
    element: `${script("/embed/composant.js")}\n<numna-${kind}${told}>${anchor}</numna-${kind}>`,
    policy: `frame-src ${origin}; script-src ${origin}`,
  };
}
