// Arguments are looked at by rules. A rule says in words what a value has to be, and tests one
// value; each public function describes its arguments by rules, once, and a message is made of what
// the rule says.
//
//   const RULES = { reserve: withDefault(wholeNumber(MIB, GIB, 'bytes'), MIB) };
//   const { reserve } = checkOptions('AddressSpace', options, RULES);
//
//   BadRequestError: AddressSpace: reserve is '2'; it must be a whole number of bytes from 1048576
//   to 1073741824 (default 1048576)

import { BadRequestError } from './errors.ts';
import { nearest } from './nearest.ts';

/** What a value has to be. */
export interface Rule<T> {
  /** In words, to stand behind "it must be": 'a whole number of bytes from 1 to 8'. */
  readonly needs: string;
  readonly accepts: (value: unknown) => value is T;
  /** What stands for undefined; a rule without it refuses undefined, unless it accepts it. */
  readonly absent?: { readonly value: T };
}

/** Rules by the name of an option or argument. */
export type Rules = Readonly<Record<string, Rule<unknown>>>;

/** The values that rules let through. */
export type Checked<R extends Rules> = {
  readonly [Name in keyof R]: R[Name] extends Rule<infer T> ? T : never;
};

/** A rule of one's own. */
export function rule<T>(needs: string, accepts: (value: unknown) => boolean): Rule<T> {
  return { needs, accepts: accepts as (value: unknown) => value is T };
}

function rangeOf(least: number, most: number): string {
  return most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
}

function isFrom(least: number, most: number, value: unknown): value is number {
  return typeof value === 'number' && value >= least && value <= most;
}

/**
 * A whole number; `most` may be Infinity, which stands for any that is exact. `unit`: 'bytes',
 * 'pages' …
 */
export function wholeNumber(least: number, most = Infinity, unit = ''): Rule<number> {
  const needs = `a whole number ${unit === '' ? '' : `of ${unit} `}${rangeOf(least, most)}`;
  return rule(needs, (value) => Number.isSafeInteger(value) && isFrom(least, most, value));
}

/** A number that need not be whole. Infinity is one only where `most` is Infinity. */
export function number(least: number, most = Infinity, unit = ''): Rule<number> {
  const needs = `a number ${unit === '' ? '' : `of ${unit} `}${rangeOf(least, most)}`;
  return rule(needs, (value) => isFrom(least, most, value));
}

/** 1, 2, 4 … from `least` to `most`. */
export function powerOfTwo(least: number, most: number, unit = ''): Rule<number> {
  const needs = `a power of two${unit === '' ? '' : `, in ${unit},`} ${rangeOf(least, most)}`;
  // Not by a test of log2 alone, which says 48 for 2^48 + 1 too.
  return rule(
    needs,
    (value) => isFrom(least, most, value) && 2 ** Math.round(Math.log2(value)) === value,
  );
}

/** One of these strings, numbers or other plain values. */
export function oneOf<const T extends string | number | boolean>(...values: readonly T[]): Rule<T> {
  return rule(values.map(shown).join(' or '), (value) => values.includes(value as T));
}

/** true or false. */
export const flag: Rule<boolean> = oneOf(true, false);

/** A string, which may be empty. */
export const text: Rule<string> = rule('a string', (value) => typeof value === 'string');

/** A function; the caller names its type. */
export function callable<Call>(): Rule<Call> {
  return rule('a function', (value) => typeof value === 'function');
}

/** An object that `Class` made. */
export function instanceOf<T>(Class: abstract new (...args: never[]) => T): Rule<T> {
  return rule(`an instance of ${Class.name}`, (value) => value instanceof Class);
}

/**
 * An object, of whatever class, whose members keep these rules; `what` names it: 'a page source'.
 */
export function shaped<T>(what: string, members: Rules): Rule<T> {
  const names = Object.keys(members);
  const isSo = (value: Record<string, unknown>): boolean =>
    names.every((name) => members[name]!.accepts(value[name]));
  const needs = `${what}: ${names.map((name) => `${name}, ${members[name]!.needs}`).join('; ')}`;
  return rule(needs, (value) => isObject(value) && isSo(value));
}

/** What keeps one of two rules. */
export function either<A, B>(one: Rule<A>, other: Rule<B>): Rule<A | B> {
  return rule(
    `${one.needs}, or ${other.needs}`,
    (value) => one.accepts(value) || other.accepts(value),
  );
}

/**
 * The same rule, which may be left out: `value` stands for it then. `said` is how a message names
 * it.
 */
export function withDefault<T, const D>(
  { needs, accepts }: Rule<T>,
  value: D,
  said = shown(value),
): Rule<T | D> {
  return { needs: `${needs} (default ${said})`, accepts, absent: { value } };
}

/** The same rule, which may be left out and is undefined then. */
export function optional<T>({ needs, accepts }: Rule<T>): Rule<T | undefined> {
  return { needs: `${needs}, or left out`, accepts, absent: { value: undefined } };
}

/**
 * The argument, or what stands for it when it is undefined. Throws BadRequestError; `what` names
 * the function, `name` the argument.
 */
export function checkArgument<T>(what: string, name: string, value: unknown, needed: Rule<T>): T {
  if (value === undefined && needed.absent !== undefined) return needed.absent.value;
  if (needed.accepts(value)) return value;
  return refuseArgument(what, name, value, needed);
}

/**
 * Throws what `checkArgument` throws; for a path that does the test by itself because it is hot.
 */
export function refuseArgument(
  what: string,
  name: string,
  value: unknown,
  needed: Rule<unknown>,
): never {
  throw new BadRequestError(`${what}: ${name} is ${shown(value)}; it must be ${needed.needs}`);
}

/**
 * Options as they were checked, in a new object: each is read once, and those left out have their
 * defaults. Throws BadRequestError for what is no plain object, for a name that no rule has, and
 * for a value that its rule refuses.
 */
export function checkOptions<const R extends Rules>(
  what: string,
  given: unknown,
  rules: R,
): Checked<R> {
  const options = given === undefined ? {} : given;
  if (!isOptions(options))
    throw new BadRequestError(`${what}: options are ${shown(given)}; they must be an object`);
  // What an object inherits counts too: `Object.create(defaults)` has options.
  for (const name in options)
    if (!Object.hasOwn(rules, name)) throw unknownName(what, name, Object.keys(rules));
  const checked: Record<string, unknown> = {};
  for (const name of Object.keys(rules))
    checked[name] = checkArgument(what, name, options[name], rules[name]!);
  return checked as Checked<R>;
}

function unknownName(what: string, name: string, known: readonly string[]): BadRequestError {
  const near = nearest(name, known);
  const hint = near === undefined ? '' : `did you mean '${near}'? `;
  return new BadRequestError(
    `${what}: there is no option ${shown(name)}; ${hint}Known: ${known.join(', ')}`,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/**
 * What the language calls the kind of a value, in whatever realm it was made: 'Array', 'Promise',
 * 'ArrayBuffer'; 'Object' for plain ones.
 */
export function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

/**
 * An object of no built-in kind: neither an array nor, say, a promise that somebody forgot to
 * await.
 */
export function isOptions(value: unknown): value is Record<string, unknown> {
  return kindOf(value) === 'Object';
}

const MAX_SHOWN = 60;

/** A value as it stands in a message. Never looks into an object. */
export function shown(value: unknown): string {
  if (typeof value === 'string') {
    const short = value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value;
    return `'${short}'`;
  }
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? 'an array' : 'an object';
}
