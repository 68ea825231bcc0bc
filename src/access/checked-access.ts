// Access in checked mode. The accessors, constructors and stacks of a checked heap are the plain
// ones with functions of their own in front of them, which look first and then do what the plain
// ones do. They are set on the objects when these are made, so that a heap which is not checked
// runs the same code as if there was no such mode.

import { hide } from '../memory/opaque.ts';
import type { FieldPlace } from '../object/layout.ts';
import { isRef, type Ref, type SlotWord } from '../object/slot.ts';
import type { Checker, Use } from '../checked/checker.ts';
import type { RootStack } from '../collect/root-stack.ts';
import { type Construct, readPath } from './constructor.ts';

/** A layout as its accessors know it. */
export interface CheckedLayout {
  readonly id: number;
  readonly name: string;
}

type Access = (ref: Ref, ...values: unknown[]) => unknown;

/** What a field is read by, and what it is written by. */
const READS = ['get', 'getWord'] as const;
const WRITES = ['set', 'setWord'] as const;

function useOf({ name: layout }: CheckedLayout, field?: string): Use {
  if (field === undefined) return { text: layout, layout };
  return { text: `${layout}.${field}`, layout, field };
}

/** Has an accessor look at each reference that it is given, and at each that it is to store. */
export function guardField(
  checker: Checker,
  layout: CheckedLayout,
  { name, kind }: FieldPlace,
  accessor: object,
): void {
  const use = useOf(layout, name);
  const methods = accessor as Record<string, Access | undefined>;
  for (const method of [...READS, ...WRITES]) {
    const plain = methods[method];
    if (plain === undefined) continue;
    const stores = method === 'setWord' || (method === 'set' && kind === 'ref');
    const guarded: Access = (ref, ...values) => {
      checker.expect(ref, layout.id, use);
      if (stores) expectStored(checker, values[0], use);
      return plain.call(accessor, ref, ...values);
    };
    hide(accessor, { [method]: guarded });
  }
}

/**
 * A constructor that looks at the references that it is given in the fields named, and tells of
 * what it makes.
 */
export function guardConstructor(
  checker: Checker,
  layout: CheckedLayout,
  places: readonly Pick<FieldPlace, 'name' | 'path'>[],
  construct: Construct,
): Construct {
  const links = places.map(({ name, path }) => ({ path, use: useOf(layout, name) }));
  return (initial) => {
    for (const { path, use } of links) expectStored(checker, readPath(initial, path), use);
    const ref = construct(initial);
    checker.born(ref, layout.id);
    return ref;
  };
}

/**
 * Looks at a word that is to be stored, or kept by whoever called. What has not the form of a
 * reference is not its business.
 */
function expectStored(checker: Checker, word: unknown, use: Use): void {
  if (isRef(word as SlotWord)) checker.expectObject(word as Ref, use);
}

/** What an array or bytes look at a reference by, and a word that is to be stored. */
export function guardsOf(
  checker: Checker,
  layout: CheckedLayout,
): { readonly expect: (ref: Ref) => void; readonly expectStored: (word: unknown) => void } {
  const use = useOf(layout);
  return {
    expect: (ref) => checker.expect(ref, layout.id, use),
    expectStored: (word) => expectStored(checker, word, use),
  };
}

const PUSH: Use = { text: 'a stack of roots' };

/** Has a stack look at each reference that is pushed. */
export function guardStack(checker: Checker, stack: RootStack): RootStack {
  const plain = stack.push;
  hide(stack, {
    push: (ref: Ref) => {
      expectStored(checker, ref, PUSH);
      plain.call(stack, ref);
    },
  });
  return stack;
}
