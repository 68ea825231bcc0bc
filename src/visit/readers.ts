// What fields of each kind hold, read from the memory.

import type { FieldKind } from '../object/kinds.ts';

/** What a field holds: a reference or 0, an integer, a float, or true and false. */
export type FieldContent = number | bigint | boolean;

/** Reads what lies at a byte address. */
type Reader = (view: DataView, at: number) => FieldContent;

export const READERS: Readonly<Record<FieldKind, Reader>> = {
  ref: (view, at) => view.getInt32(at, true),
  value: (view, at) => view.getInt32(at, true),
  weak: (view, at) => view.getInt32(at, true),
  i8: (view, at) => view.getInt8(at),
  u8: (view, at) => view.getUint8(at),
  i16: (view, at) => view.getInt16(at, true),
  u16: (view, at) => view.getUint16(at, true),
  i32: (view, at) => view.getInt32(at, true),
  u32: (view, at) => view.getUint32(at, true),
  'i8%': (view, at) => view.getInt8(at),
  'u8%': (view, at) => view.getUint8(at),
  'i16%': (view, at) => view.getInt16(at, true),
  'u16%': (view, at) => view.getUint16(at, true),
  'i32%': (view, at) => view.getInt32(at, true),
  'u32%': (view, at) => view.getUint32(at, true),
  i64: (view, at) => view.getBigInt64(at, true),
  u64: (view, at) => view.getBigUint64(at, true),
  f32: (view, at) => view.getFloat32(at, true),
  f64: (view, at) => view.getFloat64(at, true),
  bool: (view, at) => view.getUint8(at) !== 0,
};
