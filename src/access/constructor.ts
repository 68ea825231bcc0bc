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
export type InitialField = Pick<AnyField, 'init'>;

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
  /** By which names each field's value is found in what a constructor is given. */
  readonly paths: readonly (readonly string[])[];
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

type Values = Readonly<Record<string, unknown>>;

/** What a constructor is given under a name. */
function readName(values: Values, name: string): unknown {
  return isInherited(name) && !Object.hasOwn(values, name) ? undefined : values[name];
}

/** What it is given under a path; `refuse` where what should hold structs is no object. */
export function readPath(initial: unknown, path: readonly string[], refuse?: () => never): unknown {
  let value = initial;
  for (const name of path) {
    if (value === undefined) return undefined;
    if (typeof value !== 'object' || value === null) return refuse?.();
    value = readName(value as Values, name);
  }
  return value;
}

function looped(parts: ConstructorParts): Construct {
  const { name: layout, region, header, words, fields, links, allocate, allocateKeeping } = parts;
  const refuse = refuserOf(layout);
  return (initial = {}) => {
    if (typeof initial !== 'object' || initial === null) refuse();
    const values = parts.paths.map((path) => readPath(initial, path, refuse) as Value);
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

function readOf(object: string, name: string): string {
  const quoted = JSON.stringify(name);
  const read = `${object}[${quoted}]`;
  return isInherited(name) ? `hasOwn(${object}, ${quoted}) ? ${read} : undefined` : read;
}

/** A field as it is found in an object of values: by what is left of its path. */
interface Entry {
  readonly index: number;
  readonly path: readonly string[];
}

/** Reads values from an object, and from the structs in it. */
function readsOf(object: string, entries: readonly Entry[]): string {
  const reads: string[] = [];
  const structs = new Map<string, Entry[]>();
  for (const { index, path } of entries) {
    const [name, ...rest] = path as [string, ...string[]];
    if (rest.length === 0) reads.push(`value${index} = ${readOf(object, name)};`);
    else structs.set(name, [...(structs.get(name) ?? []), { index, path: rest }]);
  }
  for (const [name, inner] of structs) {
    const struct = `${object}_${inner[0]!.index}`;
    reads.push(`var ${struct} = ${readOf(object, name)};`, readStruct(struct, inner));
  }
  return reads.join('\n        ');
}

function readStruct(struct: string, entries: readonly Entry[]): string {
  return `if (${struct} !== undefined) {
        if (typeof ${struct} !== 'object' || ${struct} === null) refuse();
        ${readsOf(struct, entries)}
      }`;
}

/**
 * The values are read first, and it is those of references that go to the slow path: an object that
 * is passed on, on whatever path, is one that the engine must make. What comes back from there is
 * said to be an integer, so that the fast path's is none in a box. All is said in as little as can
 * be, since it is by its length that an engine decides whether a function is compiled into its
 * callers.
 */
function sourceOf({ fields, paths, links }: ConstructorParts): string {
  const values = fields.map((_, index) => `value${index}`);
  const kept = links.map((index) => values[index]).join(', ');
  const stores = fields.map(
    (_, index) => `if (value${index} !== undefined) field${index}.init(ref, value${index});`,
  );
  return `
    function allocateSlow(${kept}) {
      return allocate() || allocateKeeping([${kept}]);
    }
    return function construct(initial) {
      var ${['ref', ...values].join(', ')};
      ${readStruct(
        'initial',
        paths.map((path, index) => ({ index, path })),
      )}
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
