// Texts come from the page, in its language; numbers are written the same way there.

export type Words = Record<string, string>;
export type Values = Record<string, string | number>;

export interface Voice {
  /** The text of a key, `{name}` replaced; a missing key shows itself. */
  t(key: string, values?: Values): string;
  count(value: number): string;
  /** Kilometres, in metres below one. */
  distance(km: number): string;
  /** Minutes as every page shows them: whole, halves upwards, one at least; hours from the sixtieth on. */
  minutes(value: number): string;
  share(value: number): string;
  /** One decimal where there is one. */
  decimal(value: number): string;
  /** A day written `YYYY-MM-DD`. */
  day(iso: string): string;
}

function once<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

export function voice(words: Words, lang: string): Voice {
  const locale = lang === "en" ? "en-GB" : "fr-FR";
  // Made when they are first asked for: each takes milliseconds, and the map draws without.
  const whole = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
  const tenth = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
  const percent = once(() => new Intl.NumberFormat(locale, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }));
  const days = once(() => new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" }));
  return {
    t: (key, values = {}) =>
      (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? "")),
    count: (value) => whole().format(value),
    distance: (km) =>
      km < 1 ? `${whole().format(Math.round(km * 100) * 10)} m` : `${tenth().format(km)} km`,
    minutes: (value) => {
      const whole = Math.max(1, Math.floor(value + 0.5)), hours = Math.floor(whole / 60), left = whole % 60;
      if (!hours) return `${left}\u00a0min`;
      return left ? `${hours}\u00a0h\u00a0${String(left).padStart(2, "0")}` : `${hours}\u00a0h`;
    },
    day: (iso) => days().format(new Date(`${iso}T12:00:00`)),
    decimal: (value) => tenth().format(value),
    share: (value) =>
      value > 0 && value < 0.001 ? `< ${percent().format(0.001)}` : percent().format(value),
  };
}
