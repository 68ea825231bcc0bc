import type { CollectionReport } from '../../../src/index.ts';
import { Intrinsic } from './intrinsics.ts';
import type { VM } from './vm.ts';
import { EAGER_SAFEPOINTS, MAX_RESERVE, MIN_RESERVE, RELIEVED, RESERVE } from './vm-limits.ts';

/**
 * What happens when the heap is full. An allocation cannot collect here: only a safepoint can. So
 * the last bytes below the limit are a reserve, for what the guest allocates between two
 * safepoints. When a collection at a safepoint finds that what lives has reached the reserve,
 * memory is out: the guest gets its error there, where all it had dropped has just been freed.
 *
 * A guest that catches the error needs room for its handler: it gets half of what is left, and
 * the other half is the reserve from then on. Until something has been freed, the next few
 * safepoints collect in any case: what the handler drops makes room at once.
 */
export class MemoryPressure {
  private readonly limit: number;
  private readonly fullReserve: number;
  private reserve: number;
  /** The last collection, until a safepoint has looked at it. */
  private report: CollectionReport | undefined;
  /** The error is on its way to a handler. */
  private isThrown = false;

  constructor(
    private readonly vm: VM,
    private readonly stress: boolean,
  ) {
    const { heap } = vm;
    this.limit = heap.stats().limit;
    this.fullReserve = Math.min(Math.max(this.limit * RESERVE, MIN_RESERVE), MAX_RESERVE);
    this.reserve = this.fullReserve;
    if (stress) vm.eagerFor = Infinity;
    heap.onCollection((report) => {
      this.report = report;
    });
  }

  /**
   * A safepoint that has reason to collect, before `bytes` more are allocated. Throws the guest's
   * RangeError when what lives leaves no room for them.
   */
  collect(bytes: number): void {
    const { heap } = this.vm;
    this.report = undefined;
    if (this.vm.eagerFor > 0) this.collectEagerly();
    heap.safepoint(bytes);
    let report = this.takeReport();
    if (report === undefined || this.fits(report.liveBytes, bytes)) return;
    // What is old and dead is only seen by a full one.
    if (report.scope === 'young') report = heap.collect();
    if (!this.fits(report.liveBytes, bytes)) this.refuse(report.liveBytes);
  }

  /** Whether the guest is about to see the error for the first time; asked by each `catch`. */
  takeThrown(): boolean {
    const was = this.isThrown;
    this.isThrown = false;
    return was;
  }

  /** Before the guest handles the error: what the abandoned frames held is garbage now. */
  recover(): void {
    const { vm } = this;
    const { usedAfter, liveBytes, liveObjects } = vm.heap.collect();
    this.leaveHalf(liveBytes);
    if (!this.isRelieved(usedAfter)) vm.eagerFor = Math.max(vm.eagerFor, EAGER_SAFEPOINTS);
    vm.charge(liveObjects >>> 3);
  }

  /** Before another script: what can be freed is, and half of the room that there is is its own. */
  reset(): void {
    const { vm } = this;
    const { heap } = vm;
    const wasOut = this.isThrown || vm.eagerFor > 0 || this.reserve < this.fullReserve;
    this.isThrown = false;
    vm.eagerFor = this.stress ? Infinity : 0;
    this.reserve = this.fullReserve;
    if (wasOut || heap.collectionDue) this.leaveHalf(heap.collect().liveBytes);
  }

  private collectEagerly(): void {
    const { vm, stress } = this;
    const { usedAfter, liveObjects } = vm.heap.collect({ compact: stress });
    if (stress) return;
    vm.eagerFor = this.isRelieved(usedAfter) ? 0 : vm.eagerFor - 1;
    vm.charge(liveObjects >>> 3);
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
    return this.vm.throwWord(this.vm.intrinsic(Intrinsic.OutOfMemory));
  }

  private leaveHalf(live: number): void {
    this.reserve = Math.min(this.reserve, (this.limit - live) / 2);
  }
}
