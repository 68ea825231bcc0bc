// The kinds of fields, as a program declares them: by name, and structs of them in structs. A field
// of a struct is called by its path, `pos.x`, and lies in the object itself like any other.

import { shown } from '../memory/check.ts';
import { LayoutError } from '../memory/errors.ts';

/** Kinds of integers up to 32 bits. They take no other number. */
export type IntegerKind = 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32';

/**
 * Kinds of numbers. With `%` behind it a kind of integers takes any number, modulo its width; `i64`
 * and `u64` are read and written as bigints.
 */
export type NumberKind = IntegerKind | `${IntegerKind}%` | 'i64' | 'u64' | 'f32' | 'f64';

/**
 * How a field is stored. `ref` and `value` are traced; `weak` refers without keeping alive; the
 * others are raw bytes.
 */
export type FieldKind = 'ref' | 'value' | 'weak' | NumberKind | 'bool';

/** Field names and their kinds, in the order they were declared; or the kinds of a struct. */
export interface FieldKinds {
  readonly [name: string]: FieldKind | FieldKinds;
}

/** Bytes of a number of a kind. */
export const NUMBER_BYTES: Readonly<Record<NumberKind, number>> = {
  i8: 1,
  u8: 1,
  i16: 2,
  u16: 2,
  i32: 4,
  u32: 4,
  'i8%': 1,
  'u8%': 1,
  'i16%': 2,
  'u16%': 2,
  'i32%': 4,
  'u32%': 4,
  i64: 8,
  u64: 8,
  f32: 4,
  f64: 8,
};

export function isNumberKind(kind: unknown): kind is NumberKind {
  return typeof kind === 'string' && Object.hasOwn(NUMBER_BYTES, kind);
}

/** Bytes of a field of a kind. */
export const FIELD_BYTES: Readonly<Record<FieldKind, number>> = {
  ref: 4,
  value: 4,
  weak: 4,
  ...NUMBER_BYTES,
  bool: 1,
};

/** So deep may structs be in each other: what is deeper may be a struct in itself. */
const MAX_DEPTH = 16;

/** One field: its name, which is its path with dots between, its kind, and the path. */
export interface DeclaredField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly path: readonly string[];
}

function isStruct(kind: unknown): kind is Readonly<Record<string, unknown>> {
  return typeof kind === 'object' && kind !== null && !Array.isArray(kind);
}

/** The fields of a layout, those of its structs as well. Throws LayoutError for what is no kind. */
export function declaredFields(layout: string, kinds: unknown): readonly DeclaredField[] {
  if (!isStruct(kinds))
    throw new LayoutError(`${layout}: fields are ${shown(kinds)}; they must be an object of kinds`);
  const fields: DeclaredField[] = [];
  const names = new Set<string>();
  const declare = (struct: Readonly<Record<string, unknown>>, path: readonly string[]): void => {
    if (path.length > MAX_DEPTH)
      throw new LayoutError(`${layout}: structs are more than ${MAX_DEPTH} deep in each other`);
    for (const [key, kind] of Object.entries(struct)) {
      const at = [...path, key];
      const name = at.join('.');
      if (isStruct(kind)) {
        declare(kind, at);
        continue;
      }
      checkKind(`${layout}.${name}`, kind);
      if (names.has(name))
        throw new LayoutError(`${layout} has two fields that are called ${name}`);
      names.add(name);
      fields.push({ name, kind, path: at });
    }
  };
  declare(kinds, []);
  return fields;
}

function checkKind(field: string, kind: unknown): asserts kind is FieldKind {
  if (typeof kind === 'string' && Object.hasOwn(FIELD_BYTES, kind)) return;
  throw new LayoutError(
    `${field} has kind ${shown(kind)}; ` +
      `one of ${Object.keys(FIELD_BYTES).join(', ')} is possible, or an object of kinds`,
  );
}

/** The same kinds in objects of their own, which nobody changes. */
export function frozenKinds<Kinds extends FieldKinds>(kinds: Kinds): Kinds {
  const copy = Object.entries(kinds).map(([name, kind]) => [
    name,
    isStruct(kind) ? frozenKinds(kind) : kind,
  ]);
  return Object.freeze(Object.fromEntries(copy)) as Kinds;
}

/** What is given for fields, by their names; those of structs are in objects. */
export function valuesByName(kinds: FieldKinds, values: object): [string, unknown][] {
  return Object.entries(values).flatMap(([name, value]): [string, unknown][] => {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!isStruct(kind) || !isStruct(value)) return [[name, value]];
    return valuesByName(kind as FieldKinds, value).map(([inner, given]) => [
      `${name}.${inner}`,
      given,
    ]);
  });
}
