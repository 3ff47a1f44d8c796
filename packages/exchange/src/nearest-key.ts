/** The one of the keys that takes the fewest changed letters to write; the first of those that are equally near, undefined when there are none. */
export function nearestKey(written: string, keys: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const key of keys) {
    const changes = editDistance(written.toLowerCase(), key.toLowerCase());
    if (changes < least) {
      least = changes;
      nearest = key;
    }
  }
  return nearest;
}

/** Letters to add, drop or replace (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
