// Another allocator with a memory of every block: where it was allocated, how long it is, where it
// was freed. Finds leaks, second and foreign frees, wrong sizes, writes beside a block and, in the
// mode that never reuses an address, writes after the free.
//
//   inner block   | canary, up to the alignment | the caller's block | canary |
//                 ^ inner address               ^ address
//
// Zig's DebugAllocator is the model; what it does with guard pages is done with bytes here.

import {
  callable,
  checkArgument,
  checkOptions,
  flag,
  optional,
  text,
  wholeNumber,
  withDefault,
} from '../memory/check.ts';
import {
  ALLOCATOR,
  ALREADY_FREE,
  type Allocator,
  type AllocatorStats,
  CANNOT_RESIZE,
  NOT_HELD,
  OVERWRITTEN,
  requestFault,
  WRONG_SIZE,
} from './allocator.ts';
import { blockFault, resizeFault } from './bump.ts';
import {
  type DebugBlock,
  type DebugFault,
  describeFault,
  describeLeaks,
  whereAmI,
} from './debug-report.ts';

const CANARY = 0xfd;
const FRESH = 0xaa;
const FREED = 0xdd;
const OPTIONS = {
  name: optional(text),
  traces: withDefault(flag, true),
  canaryBytes: withDefault(wholeNumber(0, 1 << 20, 'bytes'), 16),
  poison: withDefault(flag, true),
  neverReuse: withDefault(flag, false),
  onFault: optional(callable<(fault: DebugFault) => void>()),
};

/** What to watch for; each costs something. */
export interface DebugOptions {
  /** Default that of the inner allocator. */
  readonly name?: string;
  /** Stack traces at each allocation and free; default true. The costliest by far. */
  readonly traces?: boolean;
  /** Bytes of canary on each side of a block; default 16, minimum 0: none, maximum 1 MiB. */
  readonly canaryBytes?: number;
  /** Fills blocks when they are handed out and when they come back; default true. */
  readonly poison?: boolean;
  /** Never gives a freed block back, so that no address is used twice; default false. */
  readonly neverReuse?: boolean;
  /** Called at each fault, before the call returns its code. */
  readonly onFault?: (fault: DebugFault) => void;
}

interface Entry extends DebugBlock {
  innerAddress: number;
  innerBytes: number;
}

/**
 * Watches another allocator. Its own answers keep the raw path's contract. `used` is what was asked
 * for.
 */
export class DebugAllocator implements Allocator {
  readonly name: string;
  readonly knowsBlocks = true;
  private readonly live = new Map<number, Entry>();
  /** By address, until the address is handed out again. */
  private readonly freed = new Map<number, Entry>();
  private readonly found: DebugFault[] = [];
  private readonly canaryBytes: number;
  private readonly hasTraces: boolean;
  private readonly poisons: boolean;
  private readonly neverReuses: boolean;
  private readonly onFault: ((fault: DebugFault) => void) | undefined;
  private usedBytes = 0;

  /** Throws BadRequestError for options that cannot be. */
  constructor(
    private readonly inner: Allocator,
    options: DebugOptions = {},
  ) {
    checkArgument('DebugAllocator', 'inner', inner, ALLOCATOR);
    const checked = checkOptions('DebugAllocator', options, OPTIONS);
    this.name = checked.name ?? inner.name;
    this.canaryBytes = checked.canaryBytes;
    this.hasTraces = checked.traces;
    this.poisons = checked.poison;
    this.neverReuses = checked.neverReuse;
    this.onFault = checked.onFault;
  }

  get memory(): Allocator['memory'] {
    return this.inner.memory;
  }

  /** Every fault so far, in order. */
  get faults(): readonly DebugFault[] {
    return this.found;
  }

  allocate(bytes: number, alignment: number): number {
    const fault = requestFault(bytes, alignment);
    if (fault !== 0) return fault;
    const front = Math.ceil(this.canaryBytes / alignment) * alignment;
    const innerBytes = front + bytes + this.canaryBytes;
    const innerAddress = this.inner.allocate(innerBytes, alignment);
    if (innerAddress < 0) return innerAddress;
    const address = innerAddress + front;
    const entry: Entry = { address, bytes, innerAddress, innerBytes, allocatedAt: this.trace() };
    this.fill(innerAddress, front, CANARY);
    if (this.poisons) this.fill(address, bytes, FRESH);
    this.fill(address + bytes, this.canaryBytes, CANARY);
    this.live.set(address, entry);
    this.freed.delete(address);
    this.usedBytes += bytes;
    return address;
  }

  /**
   * As the inner allocator can; never in the mode that reuses nothing, since a part given back
   * could be handed out again.
   */
  resize(address: number, oldBytes: number, newBytes: number): number {
    const code = resizeFault(address, oldBytes, newBytes) || this.faultOf(address, oldBytes);
    if (code !== 0) return this.note(code, 'resize', address, oldBytes);
    if (this.neverReuses) return CANNOT_RESIZE;
    const entry = this.live.get(address)!;
    const innerBytes = entry.innerBytes + newBytes - oldBytes;
    const innerCode = this.inner.resize(entry.innerAddress, entry.innerBytes, innerBytes);
    if (innerCode !== 0) return innerCode;
    if (this.poisons && newBytes > oldBytes)
      this.fill(address + oldBytes, newBytes - oldBytes, FRESH);
    this.fill(address + newBytes, this.canaryBytes, CANARY);
    entry.innerBytes = innerBytes;
    entry.bytes = newBytes;
    this.usedBytes += newBytes - oldBytes;
    return 0;
  }

  /** Refuses, and keeps, a block whose canaries were written: OVERWRITTEN. */
  free(address: number, bytes: number): number {
    const code = blockFault(address, bytes) || this.faultOf(address, bytes);
    if (code !== 0) return this.note(code, 'free', address, bytes);
    const entry = this.live.get(address)!;
    if (this.poisons) this.fill(address, bytes, FREED);
    const innerCode = this.neverReuses ? 0 : this.inner.free(entry.innerAddress, entry.innerBytes);
    if (innerCode !== 0) return innerCode;
    entry.freedAt = this.trace();
    this.live.delete(address);
    this.freed.set(address, entry);
    this.usedBytes -= bytes;
    return 0;
  }

  stats(): AllocatorStats {
    return { used: this.usedBytes, blocks: this.live.size, held: this.inner.stats().held };
  }

  /** Blocks that were not freed, oldest first. */
  leaks(): DebugBlock[] {
    return [...this.live.values()];
  }

  /** The leaks as text: how many, how long, where they were allocated. '' when there is none. */
  leakReport(): string {
    return describeLeaks(this.name, this.leaks());
  }

  /**
   * Looks for writes beside every live block and, where nothing is reused, inside every freed one;
   * notes and returns what it finds.
   */
  verify(): DebugFault[] {
    const before = this.found.length;
    for (const entry of this.live.values())
      if (!this.isIntact(entry)) this.note(OVERWRITTEN, 'verify', entry.address, entry.bytes);
    if (this.neverReuses && this.poisons)
      for (const entry of this.freed.values())
        if (!this.isFilled(entry.address, entry.bytes, FREED))
          this.note(OVERWRITTEN, 'verify', entry.address, entry.bytes);
    return this.found.slice(before);
  }

  /** Gives back the freed blocks that were held so that their addresses were not reused. */
  releaseFreed(): void {
    if (this.neverReuses)
      for (const entry of this.freed.values())
        this.inner.free(entry.innerAddress, entry.innerBytes);
    this.freed.clear();
  }

  private faultOf(address: number, bytes: number): number {
    const entry = this.live.get(address);
    if (entry === undefined) return this.freed.has(address) ? ALREADY_FREE : NOT_HELD;
    if (entry.bytes !== bytes) return WRONG_SIZE;
    return this.isIntact(entry) ? 0 : OVERWRITTEN;
  }

  private note(code: number, call: DebugFault['call'], address: number, bytes: number): number {
    const block = this.live.get(address) ?? this.freed.get(address);
    const fault = { code, call, address, bytes, at: this.trace(), ...(block && { block }) };
    const described = { ...fault, message: describeFault(fault) };
    this.found.push(described);
    this.onFault?.(described);
    return code;
  }

  private isIntact(entry: Entry): boolean {
    const { address, bytes, innerAddress } = entry;
    return (
      this.isFilled(innerAddress, address - innerAddress, CANARY) &&
      this.isFilled(address + bytes, this.canaryBytes, CANARY)
    );
  }

  private isFilled(address: number, bytes: number, value: number): boolean {
    const memory = this.memory.bytes;
    for (let at = address; at < address + bytes; at++) if (memory[at] !== value) return false;
    return true;
  }

  private fill(address: number, bytes: number, value: number): void {
    this.memory.bytes.fill(value, address, address + bytes);
  }

  private trace(): string {
    return this.hasTraces ? whereAmI() : '';
  }
}
