// The constructor of a fixed layout, generated: one function of its own for each layout, so that the engine sees one kind of
// object come in, keeps it out of its own heap, and turns each field's store into one instruction. Where code generation is
// forbidden (a content security policy), a loop over the fields does the same, more slowly.

import { REF_TAG, type Ref, TAG_MASK } from '../object/slot.ts';
import type { BumpRegion } from '../arena/arena.ts';
import type { FieldPlace } from '../object/layout.ts';
import { type Field, refuseLink } from './fields.ts';

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
  /** Of the same fields. */
  readonly places: readonly FieldPlace[];
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

/** The store of one field. A reference goes straight to its word: no barrier has to know of the first one in a slot. */
function storeOf({ name, kind, offset }: FieldPlace, index: number): string {
  const value = `value${index}`;
  if (kind !== 'ref') return `if (${value} !== undefined) field${index}.set(ref, ${value});`;
  return `if (${value} !== undefined) {
        if ((${value} & ${TAG_MASK}) !== ${REF_TAG} && ${value} !== 0) refuseLink(${value}, ${JSON.stringify(name)});
        region.words[at + ${offset >>> 2}] = ${value};
      }`;
}

/**
 * The values are read first, and it is they that go to the slow path: an object that is passed on, on whatever
 * path, is one that the engine must make. What comes back from there is said to be an integer, so that the fast path's is none in a box.
 */
function sourceOf({ header, words, places }: ConstructorParts): string {
  const values = places.map((_, index) => `value${index}`);
  const reads = places.map(
    ({ name }, index) => `value${index} = initial[${JSON.stringify(name)}];`,
  );
  return `
    const { region, allocateSlow } = parts;
    const [${places.map((_, index) => `field${index}`).join(', ')}] = parts.fields;
    return function construct(initial) {
      let ${['ref', 'at', ...values].join(', ')};
      if (initial !== undefined) {
        ${reads.join('\n        ')}
      }
      ref = region.bump(${header}, ${words});
      if (ref === 0) ref = allocateSlow([${values.join(', ')}]) | 0;
      at = ref >>> 2;
      ${places.map(storeOf).join('\n      ')}
      return ref;
    };`;
}

/** The fastest constructor that the engine allows. */
export function makeConstructor(parts: ConstructorParts): Construct {
  try {
    return new Function('parts', 'refuseLink', sourceOf(parts))(parts, refuseLink) as Construct;
  } catch (error) {
    if (error instanceof EvalError) return looped(parts);
    throw error;
  }
}
