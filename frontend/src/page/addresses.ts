// Addresses of our own pages. A copy without a server keeps English in a folder of its own.

/** Where a copy stands, with slashes at both ends; undefined for the service itself. */
export const copyBase = (): string | undefined => document.documentElement.dataset.base;

/** A page of ours in a language; `path` begins with a slash. */
export function pageAddress(path: string, lang: string): string {
  const base = copyBase();
  if (base === undefined) return path + (lang === "en" ? "?lang=en" : "");
  return `${base}${lang === "en" ? "en/" : ""}${path.slice(1)}${path.length > 1 ? "/" : ""}`;
}

/** A file of ours, whatever the language. */
export const fileAddress = (path: string): string => (copyBase() ?? "/") + path.slice(1);
