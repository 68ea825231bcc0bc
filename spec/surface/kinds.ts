// Kinds of arguments. Each knows a value that is right and many that are wrong, so that a function
// is described by saying of what kind its arguments are.

/** What an argument can be, in a world of kind `W`: the objects that a call is made among. */
export interface Kind<W> {
  right(world: W): unknown;
  wrong(world: W): readonly unknown[];
  /** Names of the errors that refuse it. */
  readonly errors: readonly string[];
  /** Why nothing that is wrong is refused, where that is so. */
  readonly unchecked?: string;
  /** Names of the options, in a bag of them. */
  readonly options?: readonly string[];
}

type From<W, T> = T | ((world: W) => T);

function drawn<W, T>(from: From<W, T>, world: W): T {
  return typeof from === 'function' ? (from as (world: W) => T)(world) : from;
}

/** Values that are no number, by what JavaScript takes for one all the same. */
const NO_NUMBERS: readonly unknown[] = [
  null,
  undefined,
  true,
  'x',
  '8',
  '',
  [8],
  { valueOf: () => 8 },
  () => 8,
];
/** Objects and others that are no plain value of a program. */
const NO_TEXTS: readonly unknown[] = [null, undefined, 5, true, {}, ['a'], () => 'a'];
const INHERITED: readonly unknown[] = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];

const BAD_REQUEST = ['BadRequestError'];

function kind<W>(
  right: From<W, unknown>,
  wrong: From<W, readonly unknown[]>,
  errors = BAD_REQUEST,
): Kind<W> {
  return { right: (world) => drawn(right, world), wrong: (world) => drawn(wrong, world), errors };
}

/** A whole number in a range; Infinity stands for no end. */
export function whole<W>(
  least: number,
  most: number,
  right: From<W, number>,
  errors = BAD_REQUEST,
): Kind<W> {
  const beyond = Number.isFinite(most) ? [most + 1, 2 ** 53, Infinity] : [Infinity];
  return kind(right, [...NO_NUMBERS, NaN, -Infinity, least - 1, least + 0.5, ...beyond], errors);
}

/** Any number. */
export function numeric<W>(right: From<W, number>, errors: readonly string[]): Kind<W> {
  return kind(right, NO_NUMBERS, [...errors]);
}

export function text<W>(right: From<W, string>): Kind<W> {
  return kind(right, NO_TEXTS);
}

export function flag<W>(right: boolean, errors = BAD_REQUEST): Kind<W> {
  return kind(right, [null, undefined, 0, 1, 'true', '', {}], errors);
}

/** One of some words. */
export function choice<W>(right: unknown, errors = BAD_REQUEST): Kind<W> {
  return kind(right, [...NO_TEXTS, ...INHERITED, '', 'nonsense'], errors);
}

/** A function; `right` is one. */
export function callback<W>(right: unknown): Kind<W> {
  return { ...kind<W>(undefined, [null, undefined, 5, 'f', {}, []]), right: () => right };
}

/** An object that some class made; others of their own kind are wrong too. */
export function instance<W>(
  right: (world: W) => unknown,
  foreign: From<W, readonly unknown[]> = [],
  errors = BAD_REQUEST,
): Kind<W> {
  const none = [null, undefined, 5, 'x', {}, [], () => 1];
  return kind(right, (world) => [...none, ...drawn(foreign, world)], errors);
}

/** A value that is no function, or one that is drawn from the world. */
type Right<W> =
  ((world: W) => unknown) | string | number | boolean | null | undefined | readonly unknown[];

/** What was said to be refused, with what is right. */
export function among<W>(
  right: Right<W>,
  wrong: From<W, readonly unknown[]>,
  errors = BAD_REQUEST,
): Kind<W> {
  return kind(right, wrong, errors);
}

/** The same, which may be left out. */
export function optional<W>(given: Kind<W>): Kind<W> {
  return { ...given, wrong: (world) => given.wrong(world).filter((value) => value !== undefined) };
}

/** An argument of a fast or inner path, at which nobody looks. */
export function unchecked<W>(why: string, right: Right<W>): Kind<W> {
  return { ...kind(right, []), unchecked: why };
}

/** A bag of options, all of which may be left out. */
export function options<W>(
  kinds: Readonly<Record<string, Kind<W>>>,
  right: From<W, object> = {},
): Kind<W> {
  const none = [null, 5, 'x', true, [], [{}], () => 1, Promise.resolve({})];
  const named = ['nonsense', ...INHERITED, ...Object.keys(kinds).map((name) => `${name}s`)];
  const wrong = (world: W): readonly unknown[] => [
    ...none,
    ...named.map((name) => Object.fromEntries([[name, 1]])),
    ...Object.entries(kinds).flatMap(([name, option]) =>
      optional(option)
        .wrong(world)
        .map((value) => Object.fromEntries([[name, value]])),
    ),
  ];
  const errors = [...new Set([...BAD_REQUEST, ...Object.values(kinds).flatMap((k) => k.errors)])];
  return { ...kind(right, wrong, errors), options: Object.keys(kinds) };
}
