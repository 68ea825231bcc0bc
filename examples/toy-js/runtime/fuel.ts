import type { VM } from './vm.ts';

/**
 * Fuel is what `--fuel` limits. One unit pays for a turn of a guest loop or a call, of a guest
 * function or a builtin with all its arguments. What is done inside is paid for where it is done, so that no
 * builtin can forget it:
 *
 * - strings: `strings.ts`, `string-host.ts` and `intern.ts` charge what they copy, compare, scan or hash;
 * - elements: `builtins/array-access.ts` and `array-results.ts` charge each that is read or written;
 * - properties and prototypes: `storage.ts`, `keys.ts` and `find.ts` charge each that is visited;
 * - storage: `vm.room` charges what is made at once.
 *
 * `spec/toy-js/builtins/fuel.spec.ts` calls every builtin with large arguments, and compares
 * what it did with what it was charged.
 */

/** A longer search in a hash table is charged: keys can be chosen so that they all meet. */
export const FREE_PROBES = 8;

/** Steps of a loop that may be taken before they are paid for, where nobody knows how many come. */
export const BATCH = 512;

/** Code units, or words copied as they are, for one unit of fuel, as a shift. */
const UNITS_SHIFT = 4;

/** Pays for `units` (less than 2³²) code units or words that go through one tight loop. */
export function chargeUnits(vm: VM, units: number): void {
  if (units >= 1 << UNITS_SHIFT) vm.charge(units >>> UNITS_SHIFT);
}
