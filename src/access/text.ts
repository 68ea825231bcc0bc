// The code units of texts: how wide they are, their hash, and JavaScript strings made of them.

/** Units that are handed to one call: more would fill the engine's stack. */
const CHUNK = 4096;
const NARROW_LIMIT = 256;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The units of a text, wherever they are. */
export interface Units {
  readonly length: number;
  readonly [index: number]: number;
}

/** Whether some unit of the text has no room in a byte. */
export function isWideText(text: string): boolean {
  for (let index = 0; index < text.length; index++)
    if (text.charCodeAt(index) >= NARROW_LIMIT) return true;
  return false;
}

/**
 * The hash of a text, an int32: FNV-1a over its units (Fowler, Noll, Vo), the high bits mixed into
 * the low ones.
 */
export function hashText(text: string): number {
  let hash = FNV_OFFSET;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  return hash ^ (hash >>> 15);
}

/** Units as a JavaScript string. */
export function textOf(units: Uint8Array | Uint16Array): string {
  let text = '';
  for (let start = 0; start < units.length; start += CHUNK)
    text += String.fromCharCode(...units.subarray(start, start + CHUNK));
  return text;
}

/**
 * Below 0, 0 or above 0, as one text stands before, is, or stands behind the other, unit by unit as
 * `<` compares.
 */
export function compareUnits(one: Units, other: Units): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index++) {
    const difference = one[index]! - other[index]!;
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(one.length - other.length);
}
