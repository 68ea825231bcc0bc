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
  readonly allocateSlow: (values: readonly unknown[]) => Ref;
}

function looped({ region, header, words, fields, allocateSlow }: ConstructorParts): Construct {
  return (initial = {}) => {
    const given = initial as Readonly<Record<string, number | boolean | undefined>>;
    const values = fields.map(({ name }) => given[name]);
    const bumped = region.bump(header, words);
    const ref = bumped !== 0 ? bumped : allocateSlow(values);
    values.forEach((value, index) => {
      if (value !== undefined) fields[index]!.set(ref, value);
    });
    return ref;
  };
}

/**
 * The values are read first, and it is they that go to the slow path: an object that is passed on, on whatever
 * path, is one that the engine must make.
 */
function sourceOf({ header, words, fields }: ConstructorParts): string {
  const values = fields.map((_, index) => `value${index}`);
  const reads = fields.map(
    ({ name }, index) => `value${index} = initial[${JSON.stringify(name)}];`,
  );
  const stores = values.map(
    (value, index) => `if (${value} !== undefined) field${index}.set(ref, ${value});`,
  );
  return `
    const { region, allocateSlow } = parts;
    const [${fields.map((_, index) => `field${index}`).join(', ')}] = parts.fields;
    return function construct(initial) {
      let ${['ref', ...values].join(', ')};
      if (initial !== undefined) {
        ${reads.join('\n        ')}
      }
      ref = region.bump(${header}, ${words});
      if (ref === 0) ref = allocateSlow([${values.join(', ')}]);
      ${stores.join('\n      ')}
      return ref;
    };`;
}

/** The fastest constructor that the engine allows. */
export function makeConstructor(parts: ConstructorParts): Construct {
  try {
    return new Function('parts', sourceOf(parts))(parts) as Construct;
  } catch (error) {
    if (error instanceof EvalError) return looped(parts);
    throw error;
  }
}
