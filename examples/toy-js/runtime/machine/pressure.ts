// When to collect, and what happens when memory is out.

import type { CollectionReport, Heap } from '../../../../src/index.ts';
import { Fuel } from './fuel.ts';
import {
  EAGER_SAFEPOINTS,
  MAX_OBJECT_BYTES,
  MAX_RESERVE,
  MIN_RESERVE,
  RELIEVED,
  RESERVE,
} from './limits.ts';

/**
 * What happens when the heap is full. An allocation cannot collect here: only a safepoint can. So
 * the last bytes below the limit are a reserve, for what the guest allocates between two
 * safepoints. When a collection at a safepoint finds that what lives has reached the reserve,
 * memory is out: the guest gets its error there, where all it had dropped has just been freed.
 *
 * A guest that catches the error needs room for its handler: it gets half of what is left, and
 * the other half is the reserve from then on. Until something has been freed, the next few
 * safepoints collect in any case: what the handler drops makes room at once.
 *
 * It is one object with the fuel, because each turn of a loop looks at both: two objects made
 * short loops 8 % slower. Who needs no more than the fuel is handed it as `Fuel`.
 */
export class MemoryPressure extends Fuel {
  /** Safepoints to come that collect in any case: all under stress, some when memory is out. */
  private eagerFor: number;
  private readonly limit: number;
  private readonly fullReserve: number;
  private reserve: number;
  /** The last collection, until a safepoint has looked at it. */
  private report: CollectionReport | undefined;
  /** The error is on its way to a handler. */
  private isThrown = false;

  /** `outOfMemory` throws the guest's RangeError, which was made while there was memory. */
  constructor(
    private readonly heap: Heap,
    fuel: number,
    private readonly stress: boolean,
    readonly outOfMemory: () => never,
  ) {
    super(fuel);
    this.limit = heap.stats().limit;
    this.fullReserve = Math.min(Math.max(this.limit * RESERVE, MIN_RESERVE), MAX_RESERVE);
    this.reserve = this.fullReserve;
    this.eagerFor = stress ? Infinity : 0;
    heap.onCollection((report) => {
      this.report = report;
    });
  }

  /**
   * A point where every live word is rooted: collects if it is time to. Throws the guest's
   * RangeError when memory is out all the same.
   */
  safepoint(): void {
    if (this.heap.collectionDue || this.eagerFor > 0) this.collect(0);
  }

  /** Before an allocation of many bytes: collects if it would not fit. A safepoint. */
  room(bytes: number): void {
    if (bytes > MAX_OBJECT_BYTES) this.outOfMemory();
    this.charge(bytes >>> 6);
    this.collect(bytes);
  }

  /**
   * A safepoint that has reason to collect, before `bytes` more are allocated. Throws the guest's
   * RangeError when what lives leaves no room for them.
   */
  private collect(bytes: number): void {
    const { heap } = this;
    this.report = undefined;
    if (this.eagerFor > 0) this.collectEagerly();
    heap.safepoint(bytes);
    let report = this.takeReport();
    if (report === undefined || this.fits(report.liveBytes, bytes)) return;
    // What is old and dead is only seen by a full one.
    if (report.scope === 'young') report = heap.collect();
    if (!this.fits(report.liveBytes, bytes)) this.refuse(report.liveBytes);
  }

  /** Each `catch` calls this: the guest may be about to see the error for the first time. */
  beforeHandler(): void {
    if (!this.isThrown) return;
    this.isThrown = false;
    this.recover();
  }

  /** Before the guest handles the error: what the abandoned frames held is garbage now. */
  recover(): void {
    const { usedAfter, liveBytes, liveObjects } = this.heap.collect();
    this.leaveHalf(liveBytes);
    if (!this.isRelieved(usedAfter)) this.eagerFor = Math.max(this.eagerFor, EAGER_SAFEPOINTS);
    this.charge(liveObjects >>> 3);
  }

  /** Before another script: what can be freed is, and half of the room that there is is its own. */
  reset(): void {
    const { heap } = this;
    const wasOut = this.isThrown || this.eagerFor > 0 || this.reserve < this.fullReserve;
    this.isThrown = false;
    this.eagerFor = this.stress ? Infinity : 0;
    this.reserve = this.fullReserve;
    if (wasOut || heap.collectionDue) this.leaveHalf(heap.collect().liveBytes);
  }

  private collectEagerly(): void {
    const { heap, stress } = this;
    const { usedAfter, liveObjects } = heap.collect({ compact: stress });
    if (stress) return;
    this.eagerFor = this.isRelieved(usedAfter) ? 0 : this.eagerFor - 1;
    this.charge(liveObjects >>> 3);
  }

  private takeReport(): CollectionReport | undefined {
    const { report } = this;
    this.report = undefined;
    return report;
  }

  private fits(live: number, bytes: number): boolean {
    if (live < this.limit - 2 * this.fullReserve) this.reserve = this.fullReserve;
    return live + bytes <= this.limit - this.reserve;
  }

  private isRelieved(used: number): boolean {
    return used < this.limit * RELIEVED;
  }

  private refuse(live: number): never {
    this.leaveHalf(live);
    this.isThrown = true;
    return this.outOfMemory();
  }

  private leaveHalf(live: number): void {
    this.reserve = Math.min(this.reserve, (this.limit - live) / 2);
  }
}
