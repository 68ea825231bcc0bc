// Heaps in checked mode, and what they say of a misuse.

import { expect } from 'chai';
import {
  AddressSpace,
  type ArrayLayout,
  type BytesLayout,
  Heap,
  type HeapOptions,
  type Layout,
  type Misuse,
  MisuseError,
  type Ref,
} from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { thrownBy } from '../support/thrown.ts';

/** A checked heap with a layout of each kind. */
export interface Checked {
  readonly heap: Heap;
  readonly Pair: Layout<{ head: 'value'; tail: 'ref' }>;
  readonly Vec: Layout<{ x: 'f64'; y: 'f64'; on: 'bool'; small: 'i8' }>;
  readonly Refs: ArrayLayout;
  readonly Values: ArrayLayout;
  readonly Bytes: BytesLayout;
}

/**
 * Opens one, in a space of its own unless told otherwise. No stress of the environment's applies.
 */
export function openChecked(options: HeapOptions = {}): Checked {
  const space = options.space ?? new AddressSpace({ reserve: 64 * MIB });
  const heap = new Heap({ checked: true, stress: {}, ...options, space });
  return {
    heap,
    Pair: heap.layout('Pair', { head: 'value', tail: 'ref' }),
    Vec: heap.layout('Vec', { x: 'f64', y: 'f64', on: 'bool', small: 'i8' }),
    Refs: heap.arrayLayout('Refs', 'ref'),
    Values: heap.arrayLayout('Values', 'value'),
    Bytes: heap.bytesLayout('Bytes'),
  };
}

/** Every use of a reference that is to a Pair, or held for one. */
export function usesOfPair(
  { heap, Pair }: Checked,
  other: Ref,
): Record<string, (ref: Ref) => void> {
  return {
    'head.get': (ref) => Pair.head.get(ref),
    'head.set': (ref) => Pair.head.set(ref, 1),
    'head.getWord': (ref) => Pair.head.getWord(ref),
    'head.setWord': (ref) => Pair.head.setWord(ref, 4),
    'tail.get': (ref) => Pair.tail.get(ref),
    'tail.set': (ref) => Pair.tail.set(ref, 0),
    ...usesOfAny(heap, Pair, other),
  };
}

/** Every use of a reference for which any object will do. */
export function usesOfAny(
  heap: Heap,
  Pair: Checked['Pair'],
  other: Ref,
): Record<string, (ref: Ref) => void> {
  const Refs = heap.arrayLayout('More refs', 'ref');
  const Values = heap.arrayLayout('More values', 'value');
  const refs = heap.root(Refs.new(2));
  const values = heap.root(Values.new(2));
  const root = heap.root();
  const stack = heap.stack(4);
  return {
    'a tail': (ref) => Pair.tail.set(other, ref),
    'a word of head': (ref) => Pair.head.setWord(other, ref),
    'a first tail': (ref) => Pair.new({ tail: ref }),
    'an element': (ref) => Refs.set(refs.ref, 1, ref),
    'a word of an array': (ref) => Values.setWord(values.ref, 1, ref),
    'a new root': (ref) => heap.root(ref).release(),
    'an old root': (ref) => (root.ref = ref),
    'a root of a scope': (ref) => heap.scope((scope) => scope.root(ref)),
    'a pin': (ref) => heap.pin(ref).release(),
    'a stack': (ref) => stack.push(ref),
    layoutOf: (ref) => heap.layoutOf(ref),
    payloadWords: (ref) => heap.payloadWords(ref),
    growInPlace: (ref) => heap.growInPlace(ref, 4),
  };
}

/** What a call is refused for, but for the stack; fails where it is not refused as a misuse. */
export function misuse(call: () => unknown): Omit<Misuse, 'freedBy'> & { readonly freed?: string } {
  const error = thrownBy(call);
  if (error === undefined) expect.fail('nothing was refused');
  if (!(error instanceof MisuseError)) throw error;
  expect(error.code).to.equal('BAD_HANDLE');
  const { fault, layout, field, found, freedBy } = error;
  return {
    fault,
    ...(layout !== undefined && { layout }),
    ...(field !== undefined && { field }),
    ...(found !== undefined && { found }),
    ...(freedBy && { freed: `${freedBy.by} ${freedBy.ordinal}, ${freedBy.reason}` }),
  };
}
