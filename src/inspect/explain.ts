// A fault as the caller sees it: with names in place of numbers, and the way from a root.

import { CorruptHeapError, type CorruptPlace } from '../memory/errors.ts';
import { PAGE_BYTES } from '../memory/units.ts';
import { layoutOf, sizeOf } from '../object/header-word.ts';
import { ARENA_BYTES, ARENA_SHIFT, LARGE_PREFIX_BYTES } from '../arena/geometry.ts';
import type { Fault } from './fault.ts';
import { hex, nameOfRoot, nameOfSlot, type RootRange } from './names.ts';
import type { VerifierParts } from './parts.ts';
import { pathTo } from './path.ts';

/** The error for a fault. */
export function explain(
  fault: Fault,
  parts: VerifierParts,
  roots: readonly RootRange[],
): CorruptHeapError {
  const { message, where } = fault;
  const { object, slot, arena } = where;
  if (object !== undefined) return explainObject(message, object, slot, parts, roots);
  if (slot !== undefined)
    return new CorruptHeapError(`${nameOfRoot(roots, slot)} ${message}`, { address: slot * 4 });
  if (arena === undefined) return new CorruptHeapError(message);
  const address = arena * ARENA_BYTES;
  return new CorruptHeapError(`arena ${arena} at ${hex(address)} ${message}`, { arena, address });
}

function explainObject(
  message: string,
  address: number,
  slot: number | undefined,
  parts: VerifierParts,
  roots: readonly RootRange[],
): CorruptHeapError {
  const header = parts.pages.space.words[address >>> 2] ?? 0;
  const layout = parts.layouts.get(layoutOf(header));
  const place: { -readonly [Name in keyof CorruptPlace]: CorruptPlace[Name] } = { address };
  const isLarge = sizeOf(header) === 0 && address % PAGE_BYTES === LARGE_PREFIX_BYTES;
  if (!isLarge) place.arena = address >>> ARENA_SHIFT;
  if (layout !== undefined) place.layout = layout.name;
  if (slot !== undefined) place.field = nameOfSlot(layout, slot - (address >>> 2) - 1);
  place.path = pathTo(address, parts, roots);
  const name = `${layout?.name ?? 'the object'} at ${hex(address)}`;
  const subject = place.field === undefined ? name : `${place.field} of ${name}`;
  const end = place.path.length === 0 ? ', and no root reaches it' : '';
  return new CorruptHeapError(`${subject} ${message}${end}`, place);
}
