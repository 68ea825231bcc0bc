import type { VM } from './vm.ts';

/*
 * Fuel is what `--fuel` limits. One unit pays for a turn of a guest loop or a call, and one for
 * each argument of a builtin. What is done inside a builtin is charged by the few functions that
 * do it for all of them, so that none can forget it; docs/toy-js.md lists them. The spec
 * `builtins/fuel.spec.ts` calls every builtin with large arguments, and compares what it did with
 * what it was charged.
 */

/** A longer search in a hash table is charged: keys can be chosen so that they all meet. */
export const FREE_PROBES = 8;

/** Steps of a loop between two payments, where nobody knows how many there will be. */
export const BATCH = 512;

/** Code units, or words copied as they are, for one unit of fuel, as a shift. */
const UNITS_SHIFT = 4;

/** Pays for `units` (less than 2³²) code units or words that go through one tight loop. */
export function chargeUnits(vm: VM, units: number): void {
  if (units >= 1 << UNITS_SHIFT) vm.charge(units >>> UNITS_SHIFT);
}
