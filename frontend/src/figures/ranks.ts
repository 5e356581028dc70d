// Which place each area has among all of them: one rule for the sheet and for the table.

export interface Ranks {
  /** 1 is the biggest gap; 0 where nothing is known. */
  rank: Int32Array;
  /** How many others share the rank. */
  tied: Int32Array;
  /** How many have a rank. */
  known: number;
}

/** Equal values share a rank; where no place can be reached, the gap is the biggest. */
export function ranked(drawn: (number | null)[], place: Int8Array): Ranks {
  const rank = new Int32Array(place.length), tied = new Int32Array(place.length);
  const value = (i: number) => drawn[i] ?? Infinity;
  const known = [...place.keys()].filter((i) => place[i] >= 0).sort((a, b) => (value(a) === value(b) ? 0 : value(b) - value(a)));
  for (let start = 0; start < known.length;) {
    let end = start;
    while (end < known.length && value(known[end]) === value(known[start])) end++;
    for (const i of known.slice(start, end)) {
      rank[i] = start + 1;
      tied[i] = end - start - 1;
    }
    start = end;
  }
  return { rank, tied, known: known.length };
}

/** In words, the direction with it: first is the biggest gap. Nothing of no gap, nor of what many share. */
export function placeOf({ rank, tied, known }: Ranks, unit: number, missing: number | null): "rank_first" | "rank_first_tied" | "rank" | null {
  if (!rank[unit] || !missing || missing <= 0 || tied[unit] + 1 > known / 4) return null;
  if (rank[unit] > 1) return "rank";
  return tied[unit] ? "rank_first_tied" : "rank_first";
}
