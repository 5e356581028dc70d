// What a frame of ours says of its height, and what a host answers it.
const LEAST_PX = 60, MOST_PX = 10_000;

/** Asks a frame for its height; carries nothing. */
export const READY = { source: "numna", type: "ready" };

/** The same, of a frame of ours: led elsewhere, it is no longer heard. In a sandbox its origin is « null ». */
export const heightFrom = (data: unknown, origin: string, ours: string): number | null =>
  origin === ours || origin === "null" ? heightIn(data) : null;

/** A size as an attribute writes it; null where it says nothing. */
export function sizeIn(said: string | null): string | null {
  const [, digits, unit] = /^(\d{1,4})(%|px)?$/.exec(said ?? "") ?? [];
  if (!digits || (unit === "%" && Number(digits) > 100)) return null;
  return `${digits}${unit ?? "px"}`;
}

/** The height in a message of ours, in whole pixels; null when it is anything else. */
export function heightIn(data: unknown): number | null {
  if (typeof data !== "object" || data === null) return null;
  const { source, type, height } = data as Record<string, unknown>;
  if (source !== "numna" || type !== "height" || typeof height !== "number" || !(height > 0)) return null;
  return Math.min(Math.max(Math.ceil(height), LEAST_PX), MOST_PX);
}
