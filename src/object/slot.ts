// Slot words: what a traced slot holds.
//
//   …0     a 31-bit integer n, as n << 1
//   …001   a reference: the object's address plus one
//   …011, …101, …111   immediates of the host (immediates.ts)
//
// The tracer's whole rule is `(word & 7) === 1`. In JS the tag costs nothing: `words[ref >>> 2]`
// is the header, since the shift drops it. Null is the word 0.

// A bundler that sees these first puts their values into the code that uses them.
export const REF_TAG = 1;
export const TAG_MASK = 7;

/**
 * The bits of a word that an address can have: `((word & ADDRESS_BITS) | REF_TAG) === word` is so
 * for an int32 that has the form of a reference, and for nothing else.
 */
export const ADDRESS_BITS = ~TAG_MASK;
export const NULL_REF: Ref = 0;
export const MIN_INTEGER = -(2 ** 30);
export const MAX_INTEGER = 2 ** 30 - 1;

declare const brand: unique symbol;
export declare const shape: unique symbol;

/** What has objects of a shape: for the compiler alone, no layout has such a property. */
export interface Shaped<Shape = unknown> {
  readonly [shape]?: Shape;
}

/** The shape of objects of a layout: two layouts of one name and the same content pass for one. */
export interface ShapeOf<Name extends string, Content> {
  readonly name: Name;
  readonly content: Content;
}

/**
 * A reference to an object of a shape, or 0. The compiler compares what a method takes in both
 * directions: so a reference of unknown shape goes with all others, and two of other shapes do not.
 */
export type RefTo<Shape> = 0 | (number & { [brand](of: Shape): void });

/**
 * A reference to an object, or 0 for none: an int32, negative above 2 GiB (shift with `>>>`, never
 * compare by order). Good until the next point where a collection can happen, unless a root
 * reaches it.
 *
 * `Ref<typeof Pair>` is one to a Pair; `Ref` is one to whatever, and is taken for any. Of numbers
 * only 0 is one: a word that a host knows to be a reference becomes one by `toRef`.
 */
export type Ref<Of extends Shaped = Shaped> = RefTo<Of[typeof shape]>;

/** A number that is no reference. */
export type PlainNumber = number & { readonly [brand]?: never };

/** The same word as a reference, by its host's word: nothing is looked at, and it costs nothing. */
export function toRef<Of extends Shaped = Shaped>(word: SlotWord): Ref<Of> {
  return word as Ref<Of>;
}

/** Any word a traced slot may hold: an integer, a reference or an immediate of the host. */
export type SlotWord = number;

/**
 * Whether the word has the form of a reference: false for its unsigned form above 2 GiB, and for
 * what is no int32.
 */
export function isRef(word: SlotWord): word is Ref {
  return typeof word === 'number' && (word | 0) === word && (word & TAG_MASK) === REF_TAG;
}

/**
 * Whether the word has the form of a reference, or is null: what a field of references can hold.
 */
export function isRefOrNull(word: SlotWord): boolean {
  return word === NULL_REF || isRef(word);
}

/**
 * Those of an address in a space of so many bytes: `((word & bits) | REF_TAG) === word` is so for a
 * reference into the space, and for one to behind it, up to the next power of two. It costs no more
 * than a look at the tag alone.
 */
export function addressBitsOf(bytes: number): number {
  const size = 2 ** Math.ceil(Math.log2(bytes));
  return (size - 1) & ADDRESS_BITS;
}

/** Why no slot of a space of so many words can hold a value, in words; undefined where one can. */
export function whyNoWord(value: unknown, words: number): string | undefined {
  const isWord = typeof value === 'number' && (value | 0) === value;
  if (isWord && (!isRef(value) || value >>> 2 < words)) return undefined;
  return isWord ? 'it is a reference to beyond the space' : 'it is no int32';
}

/**
 * Why a value refers to nothing in a space that it is not in, or is no reference at all, in words.
 */
export function whyNoRef(value: unknown): string {
  if (value === NULL_REF) return 'it is null';
  if (typeof value !== 'number') return 'it is no number';
  const word = value | 0;
  if (word === value) return isRef(word) ? 'it lies beyond the space' : 'its low bits are not 001';
  return word >>> 0 === value && isRef(word)
    ? `it is the unsigned form of ${word}`
    : 'it is no int32';
}

export function isInteger(word: SlotWord): boolean {
  return (word & 1) === 0;
}

export function integerWord(value: number): SlotWord {
  return value << 1;
}

export function integerOf(word: SlotWord): number {
  return word >> 1;
}

export function refAt(address: number): Ref {
  return toRef((address + REF_TAG) | 0);
}

/** The byte address of the object's header. */
export function addressOf(ref: SlotWord): number {
  return (ref - REF_TAG) >>> 0;
}
