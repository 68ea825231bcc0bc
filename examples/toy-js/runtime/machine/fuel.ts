// Fuel is what `--fuel` limits. One unit pays for a turn of a guest loop or a call, and one for
// each argument of a builtin. What is done inside a builtin is charged by the few functions that
// do it for all of them, so that none can forget it; docs/toy-js.md lists them. The spec
// `builtins/fuel.spec.ts` calls every builtin with large arguments, and compares what it did with
// what it was charged.

import { FuelError } from './faults.ts';
import { FUEL_CHUNK } from './limits.ts';

/** A longer search in a hash table is charged: keys can be chosen so that they all meet. */
export const FREE_PROBES = 8;

/** Steps of a loop between two payments, where nobody knows how many there will be. */
export const BATCH = 512;

/** Code units, or words copied as they are, for one unit of fuel, as a shift. */
const UNITS_SHIFT = 4;

/** The fuel of one program. It is put into a small counter, a chunk at a time. */
export class Fuel {
  /** Counts down at loop back edges and calls; below 0, call `refuel()`. */
  left = FUEL_CHUNK;
  private store: number;

  constructor(private readonly given: number) {
    this.store = given;
  }

  /** Before a program: it has all that was given. */
  refill(): void {
    this.store = this.given;
    this.left = 0;
    this.refuel();
  }

  /** Called when `left` went below 0. Throws FuelError when all is used up. */
  refuel(): void {
    if (this.store <= 0) throw new FuelError(this.given);
    const chunk = Math.min(this.store, FUEL_CHUNK);
    this.store -= chunk;
    this.left = chunk;
  }

  /** Does what the program does not pay for. */
  unmetered(work: () => void): void {
    const { left } = this;
    this.left = FUEL_CHUNK;
    work();
    this.left = left;
  }

  /** For a native about to do `units` turns of a loop of its own. */
  charge(units: number): void {
    while (units > this.left) {
      units -= this.left;
      this.refuel();
    }
    this.left -= units;
  }

  /** Pays for `count` (less than 2³²) code units or words that go through one tight loop. */
  chargeUnits(count: number): void {
    if (count >= 1 << UNITS_SHIFT) this.charge(count >>> UNITS_SHIFT);
  }
}
