// The constructor of a fixed layout, generated: one function of its own for each layout, so that
// the engine sees one kind of object come in, keeps it out of its own heap, and turns each field's
// store into one instruction. Where code generation is forbidden (a content security policy), a
// loop over the fields does the same, more slowly.

import { ValueError } from '../memory/errors.ts';
import type { Ref } from '../object/slot.ts';
import type { BumpRegion } from '../arena/bump-region.ts';
import type { AnyField } from './fields.ts';

/** Makes an object; values by field name. */
export type Construct = (initial?: object) => Ref;

/** A field as far as a new object goes. */
export type InitialField = Pick<AnyField, 'name' | 'init'>;

/** What a constructor is made of. */
export interface ConstructorParts {
  /** The layout's name, and the method's. */
  readonly name: string;
  /** Where small objects are bumped. */
  readonly region: BumpRegion;
  readonly header: number;
  /** Words of the object, in whole granules. */
  readonly words: number;
  readonly fields: readonly InitialField[];
  /** Which of the fields may be given references. */
  readonly links: readonly number[];
  /** Allocates when the region is too short; 0 where something has to be collected first. */
  readonly allocate: () => Ref;
  /** Allocates all the same, and keeps what it is given. */
  readonly allocateKeeping: (links: readonly (Ref | undefined)[]) => Ref;
}

type Value = number | bigint | boolean | undefined;

/**
 * Whether every object has something of that name, which is no initial value unless it is the
 * object's own.
 */
function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** It is not told what was given: an object that is passed on would have to be made. */
function refuserOf(name: string): () => never {
  return () => {
    throw new ValueError(`${name}(): initial values are given by an object, or left out`);
  };
}

function looped(parts: ConstructorParts): Construct {
  const { name: layout, region, header, words, fields, links, allocate, allocateKeeping } = parts;
  const refuse = refuserOf(layout);
  const read = (initial: object, name: string): Value =>
    isInherited(name) && !Object.hasOwn(initial, name)
      ? undefined
      : (initial as Readonly<Record<string, Value>>)[name];
  return (initial = {}) => {
    if (typeof initial !== 'object' || initial === null) refuse();
    const values = fields.map(({ name }) => read(initial, name));
    const ref =
      region.bump(header, words) ||
      allocate() ||
      allocateKeeping(links.map((index) => values[index] as Ref | undefined));
    values.forEach((value, index) => {
      if (value !== undefined) fields[index]!.init(ref, value);
    });
    return ref;
  };
}

function readOf(name: string): string {
  const quoted = JSON.stringify(name);
  const read = `initial[${quoted}]`;
  return isInherited(name) ? `hasOwn(initial, ${quoted}) ? ${read} : undefined` : read;
}

/**
 * The values are read first, and it is those of references that go to the slow path: an object that
 * is passed on, on whatever path, is one that the engine must make. What comes back from there is
 * said to be an integer, so that the fast path's is none in a box. All is said in as little as can
 * be, since it is by its length that an engine decides whether a function is compiled into its
 * callers.
 */
function sourceOf({ fields, links }: ConstructorParts): string {
  const values = fields.map((_, index) => `value${index}`);
  const kept = links.map((index) => values[index]).join(', ');
  const reads = fields.map(({ name }, index) => `value${index} = ${readOf(name)};`);
  const stores = fields.map(
    (_, index) => `if (value${index} !== undefined) field${index}.init(ref, value${index});`,
  );
  return `
    function allocateSlow(${kept}) {
      return allocate() || allocateKeeping([${kept}]);
    }
    return function construct(initial) {
      var ${['ref', ...values].join(', ')};
      if (initial !== undefined) {
        if (typeof initial !== 'object' || initial === null) refuse();
        ${reads.join('\n        ')}
      }
      ref = region.bump(header, words) || allocateSlow(${kept}) | 0;
      ${stores.join('\n      ')}
      return ref;
    };`;
}

/** The fastest constructor that the engine allows. */
export function makeConstructor(parts: ConstructorParts): Construct {
  const { name, region, header, words, fields, allocate, allocateKeeping } = parts;
  const given = {
    region,
    header,
    words,
    allocate,
    allocateKeeping,
    refuse: refuserOf(name),
    hasOwn: Object.hasOwn,
    ...Object.fromEntries(fields.map((field, index) => [`field${index}`, field])),
  };
  try {
    const make = new Function(...Object.keys(given), sourceOf(parts)) as (
      ...args: unknown[]
    ) => Construct;
    return make(...Object.values(given));
  } catch (error) {
    if (error instanceof EvalError) return looped(parts);
    throw error;
  }
}
