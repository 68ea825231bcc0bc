// What is opaque to tools. Assertions, test reporters and loggers walk through all that they can
// see of an object; from a handle or a layout that would be a view of the whole address space,
// gigabytes of text. So what leads there is private or hidden, each class shows itself in one line,
// and an object that has nothing else to be told apart by has a symbol of its own.

import { GIB, KIB, MIB } from './units.ts';

const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const MAX_LINE = 200;

/**
 * Sets properties that tools do not list; they are as fast as others. For what hot code reads
 * through `this`, where a #private field would make it too long for an engine to compile it into
 * its callers.
 */
export function hide(object: object, values: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(values))
    Object.defineProperty(object, name, { value: values[name], writable: true });
}

const UNITS = [
  [GIB, 'GiB'],
  [MIB, 'MiB'],
  [KIB, 'KiB'],
] as const;

/** Bytes as people read them: '1.5 MiB'. */
export function sizeText(bytes: number): string {
  const [size, unit] = UNITS.find(([least]) => bytes >= least) ?? [1, 'bytes'];
  return `${Math.round((bytes / size) * 10) / 10} ${unit}`;
}

/** An address as debuggers show it. */
export function addressText(address: number): string {
  return `0x${address.toString(16)}`;
}

/** Has the objects of a class shown as one line, by Node's `inspect` and in JSON. */
export function showAs<T extends object>(
  Class: { readonly prototype: T; readonly name: string },
  lineOf: (object: T) => string,
): void {
  // To look at an object throws nothing, not even for the prototype.
  const show = (object: T): string => {
    try {
      const line = lineOf(object);
      return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line;
    } catch {
      return `${Class.name} {}`;
    }
  };
  const value = function (this: T): string {
    return show(this);
  };
  for (const name of [INSPECT, 'toJSON'])
    Object.defineProperty(Class.prototype, name, { value, writable: true, configurable: true });
}
