// Names as people type them; the other half is model/naming.py, and both read
// tests/model/names.json.
const SAINTS: Record<string, string> = { st: "saint", ste: "sainte", sts: "saints" };

/** Words in plain lower-case letters and digits: no accent, hyphen or capital; `st` is spelt out. */
export function plain(name: string): string {
  const letters = name.toLowerCase().replace(/œ/g, "oe").replace(/ß/g, "ss").normalize("NFKD").replace(/[\u0300-\u036f]+/g, "");
  const words = letters.replace(/[^a-z0-9]+/g, " ").trim().split(" ");
  return words.map((word) => SAINTS[word] ?? word).join(" ");
}
