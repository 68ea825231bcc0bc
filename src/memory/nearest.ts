// The known name that somebody may have meant.

/**
 * Edits (a letter more, less, other) that make `from` out of `to`: Wagner and Fischer's table, a
 * row at a time.
 */
function editsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}

const MAX_LENGTH = 60;

/**
 * The name that is most like `name`, if one is like it at all: at most half of its letters differ.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > MAX_LENGTH) return undefined;
  const lower = name.toLowerCase();
  let best: string | undefined;
  let fewest = Infinity;
  for (const candidate of known) {
    const edits = editsBetween(lower, candidate.toLowerCase());
    const isLike = edits * 2 <= candidate.length || candidate.toLowerCase().startsWith(lower);
    if (!isLike || edits >= fewest) continue;
    best = candidate;
    fewest = edits;
  }
  return best;
}
