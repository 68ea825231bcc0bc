// The constructor of a fixed layout, generated: one function of its own for each layout, so that the engine sees one kind of
// object come in, keeps it out of its own heap, and turns each field's store into one instruction. Where code generation is
// forbidden (a content security policy), a loop over the fields does the same, more slowly.

import type { Ref } from '../object/slot.ts';
import type { BumpRegion } from '../arena/arena.ts';
import type { Field } from './fields.ts';

/** Makes an object; values by field name. */
export type Construct = (initial?: object) => Ref;

/** What a constructor is made of. */
export interface ConstructorParts {
  /** Where small objects are bumped. */
  readonly region: BumpRegion;
  readonly header: number;
  /** Words of the object, in whole granules. */
  readonly words: number;
  readonly fields: readonly Field<number | boolean>[];
  /** Allocates when the region is too short. It may collect; what the values refer to survives that. */
  readonly allocateSlow: (...values: readonly unknown[]) => Ref;
}

function looped({ region, header, words, fields, allocateSlow }: ConstructorParts): Construct {
  return (initial = {}) => {
    const given = initial as Readonly<Record<string, number | boolean | undefined>>;
    const values = fields.map(({ name }) => given[name]);
    const ref = region.bump(header, words) || allocateSlow(...values);
    values.forEach((value, index) => {
      if (value !== undefined) fields[index]!.init(ref, value);
    });
    return ref;
  };
}

/**
 * The values are read first, and it is they that go to the slow path: an object that is passed on, on whatever path, is one that
 * the engine must make. What comes back from there is said to be an integer, so that the fast path's is none in a box. All is said
 * in as little as can be, since it is by its length that an engine decides whether a function is compiled into its callers.
 */
function sourceOf(names: readonly string[]): string {
  const values = names.map((_, index) => `value${index}`);
  const reads = names.map((name, index) => `value${index} = initial[${JSON.stringify(name)}];`);
  const stores = names.map(
    (_, index) => `if (value${index} !== undefined) field${index}.init(ref, value${index});`,
  );
  return `
    return function construct(initial) {
      var ${['ref', ...values].join(', ')};
      if (initial !== undefined) {
        ${reads.join('\n        ')}
      }
      ref = region.bump(header, words) || allocateSlow(${values.join(', ')}) | 0;
      ${stores.join('\n      ')}
      return ref;
    };`;
}

/** The fastest constructor that the engine allows. */
export function makeConstructor(parts: ConstructorParts): Construct {
  const { region, header, words, fields, allocateSlow } = parts;
  try {
    const make = new Function(
      ...[
        'region',
        'header',
        'words',
        'allocateSlow',
        ...fields.map((_, index) => `field${index}`),
      ],
      sourceOf(fields.map(({ name }) => name)),
    ) as (...args: readonly unknown[]) => Construct;
    return make(region, header, words, allocateSlow, ...fields);
  } catch (error) {
    if (error instanceof EvalError) return looped(parts);
    throw error;
  }
}
