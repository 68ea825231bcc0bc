import type { Heap } from '../../../../src/index.ts';
import type { Word } from './words.ts';

/**
 * What lives in the heap. Payload words, from the word after the header (`h` = ref >>> 2,
 * so payload word k is `words[h + 1 + k]`); `|` ends the traced slots, raw words follow.
 *
 * ```
 *  String8          | length << 1, hash, code units (bytes)
 *  String16         | length << 1, hash, code units (halves)
 *  Rope8, Rope16    length (int word), left, right (0 once flat: left is the flat string) |
 *  Double           | pad, f64
 *  Symbol           description (string or UNDEFINED) | hash
 *  Shape            parent, key, proto, transitions, table | info, flags, slotCount, propertyCount
 *  Slots            every word
 *  Accessor         getter, setter |
 *  InternTable      | weak string references
 *
 *  every guest object starts with shape, elements, overflow:
 *  Object           …, inline property slots (as many as its shape's inline capacity)
 *  Array            … | length (u32)
 *  Function         …, environment, home, this or fields, prototype, instance shape | code index
 *  NativeFunction   … | index into vm.natives
 *  BoundFunction    …, target, bound this, bound arguments (Slots: count, then arguments) |
 *  Error            …, header of the stack trace (string), call sites (Slots or 0) |
 *  Boxed            …, the primitive |
 *  Arguments        … |
 *  RegExp           …, source, flags | index of the host's matcher
 *  Map, Set         …, entries, buckets | size, used, spare
 *  Iterator         …, target, cursor, mode, spare |
 *  Date             … | f64
 *  WeakMap, WeakSet …, the heap's own weak map or weak set |
 *  WeakRef          …, an object with a weak field |
 *  FinalizationRegistry  …, callback, cells, cells that are due, a weak map from token to cells |
 *
 *  elements:  0 (none), or Slots: capacity (int word), then the elements, absent = HOLE
 *  overflow:  int word (no storage; the identity hash, 0 = none), or
 *             Slots: capacity (int word), identity hash (int word), then property slots
 * ```
 *
 * Word 0 and word 1 of the address space are zero for ever (page 0 is never handed out), so
 * `words[(elements >>> 2) + 1]` is the capacity whether or not there are elements.
 * A string's length is an int word and the first slot of a Symbol is never a shape: a cache may
 * compare `words[h + 1]` with a shape without asking first what `h` is.
 */
export const enum Kind {
  String8 = 1,
  String16,
  Rope8,
  Rope16,
  Double,
  Symbol,
  Shape,
  Slots,
  Accessor,
  InternTable,
  Object,
  Array,
  Function,
  NativeFunction,
  BoundFunction,
  Error,
  Boxed,
  Arguments,
  RegExp,
  Map,
  Set,
  Iterator,
  Date,
  WeakMap,
  WeakSet,
  WeakRef,
  FinalizationRegistry,
  END,
}

/* eslint-disable @typescript-eslint/no-duplicate-enum-values -- offsets in different objects */

/** Offsets in words from an object's header. */
export const enum At {
  STRING_LENGTH = 1,
  STRING_HASH = 2,
  STRING_UNITS = 3,

  ROPE_LENGTH = 1,
  ROPE_LEFT = 2,
  ROPE_RIGHT = 3,

  SYMBOL_DESCRIPTION = 1,
  SYMBOL_HASH = 2,

  GETTER = 1,
  SETTER = 2,

  SHAPE_PARENT = 1,
  SHAPE_KEY = 2,
  SHAPE_PROTO = 3,
  SHAPE_TRANSITIONS = 4,
  SHAPE_TABLE = 5,
  SHAPE_INFO = 6,
  SHAPE_FLAGS = 7,
  SHAPE_SLOT_COUNT = 8,
  SHAPE_PROPERTY_COUNT = 9,

  SHAPE = 1,
  ELEMENTS = 2,
  OVERFLOW = 3,

  INLINE = 4,

  ARRAY_LENGTH = 4,

  FUNCTION_ENVIRONMENT = 4,
  FUNCTION_HOME = 5,
  /** `this` of an arrow function; of a class constructor, the function that makes the fields. */
  FUNCTION_THIS = 6,
  FUNCTION_FIELDS = 6,
  /** HOLE until the first look at a function's `prototype`. */
  FUNCTION_PROTOTYPE = 7,
  /** Root shape of what `new f` allocates, 0 = not known. */
  FUNCTION_INSTANCE_SHAPE = 8,
  FUNCTION_CODE = 9,

  NATIVE_INDEX = 4,

  BOUND_TARGET = 4,
  BOUND_THIS = 5,
  BOUND_ARGUMENTS = 6,

  ERROR_HEADER = 4,
  ERROR_SITES = 5,

  BOXED_VALUE = 4,

  REGEXP_SOURCE = 4,
  REGEXP_FLAGS = 5,
  REGEXP_MATCHER = 6,

  COLLECTION_ENTRIES = 4,
  COLLECTION_BUCKETS = 5,
  COLLECTION_SIZE = 6,
  COLLECTION_USED = 7,
  COLLECTION_SPARE = 8,

  ITERATOR_TARGET = 4,
  ITERATOR_CURSOR = 5,
  ITERATOR_MODE = 6,
  ITERATOR_SPARE = 7,

  WEAK_TABLE = 4,
  WEAK_TARGET = 4,

  REGISTRY_CALLBACK = 4,
  REGISTRY_CELLS = 5,
  REGISTRY_DUE = 6,
  REGISTRY_TOKENS = 7,

  /** In the `elements` and `overflow` Slots. */
  CAPACITY = 1,
  FIRST_ELEMENT = 2,
  IDENTITY_HASH = 2,
  FIRST_OVERFLOW = 3,
}

/** [name, traced slots, payload words of a fixed-size layout (0 = it varies)], in Kind order. */
const LAYOUTS: readonly (readonly [string, number | 'all', number])[] = [
  ['String8', 0, 0],
  ['String16', 0, 0],
  ['Rope8', 3, 3],
  ['Rope16', 3, 3],
  ['Double', 0, 3],
  ['Symbol', 1, 3],
  ['Shape', 5, 9],
  ['Slots', 'all', 0],
  ['Accessor', 2, 3],
  ['InternTable', 0, 0],
  ['Object', 'all', 0],
  ['Array', 3, 5],
  ['Function', 8, 9],
  ['NativeFunction', 3, 5],
  ['BoundFunction', 6, 7],
  ['Error', 5, 5],
  ['Boxed', 4, 5],
  ['Arguments', 3, 3],
  ['RegExp', 5, 7],
  ['Map', 5, 9],
  ['Set', 5, 9],
  ['Iterator', 7, 7],
  ['Date', 3, 5],
  ['WeakMap', 4, 5],
  ['WeakSet', 4, 5],
  ['WeakRef', 4, 5],
  ['FinalizationRegistry', 7, 7],
];

/** Registers the layouts on a heap that has none yet, so that a layout's id is its Kind. */
export function registerLayouts(heap: Heap): void {
  LAYOUTS.forEach(([name, traced], index) => {
    const { id } = heap.rawLayout(name, traced);
    if (id !== index + 1) {
      throw new Error(`layout ${name} has id ${id}, not ${index + 1}: the heap is not fresh`);
    }
  });
  if (LAYOUTS.length !== Kind.END - 1) throw new Error('the layouts do not match their kinds');
}

/** Payload words of a fixed-size kind. */
export function payloadOf(kind: Kind): number {
  return LAYOUTS[kind - 1]![2];
}

/** Kind of the heap object behind a reference. */
export function kindOf(words: Int32Array, ref: Word): Kind {
  return (words[ref >>> 2]! >>> 10) & 0xfff;
}

/** True for what `typeof` calls object or function, null apart. */
export function isObject(words: Int32Array, w: Word): boolean {
  return (w & 7) === 1 && ((words[w >>> 2]! >>> 10) & 0xfff) >= Kind.Object;
}

/** True for strings of every form. */
export function isString(words: Int32Array, w: Word): boolean {
  if ((w & 7) === 5) return true;
  return (w & 7) === 1 && ((words[w >>> 2]! >>> 10) & 0xfff) <= Kind.Rope16;
}

export function isDouble(words: Int32Array, w: Word): boolean {
  return (w & 7) === 1 && ((words[w >>> 2]! >>> 10) & 0xfff) === Kind.Double;
}

/** True for integers and boxed doubles. */
export function isNumber(words: Int32Array, w: Word): boolean {
  return (w & 1) === 0 || isDouble(words, w);
}

export function isSymbol(words: Int32Array, w: Word): boolean {
  return (w & 7) === 1 && ((words[w >>> 2]! >>> 10) & 0xfff) === Kind.Symbol;
}

export function isKind(words: Int32Array, w: Word, kind: Kind): boolean {
  return (w & 7) === 1 && ((words[w >>> 2]! >>> 10) & 0xfff) === kind;
}

export function isArray(words: Int32Array, w: Word): boolean {
  return isKind(words, w, Kind.Array);
}

export function isCallable(words: Int32Array, w: Word): boolean {
  if ((w & 7) !== 1) return false;
  const kind = (words[w >>> 2]! >>> 10) & 0xfff;
  return kind >= Kind.Function && kind <= Kind.BoundFunction;
}
