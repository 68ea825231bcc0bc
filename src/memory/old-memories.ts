// What a trim has left behind. Only the engine can free the old memory, in a full collection of its
// own heap, and a process that does nothing else never has one: 40 s after a trim the resident
// memory (RSS) was what it had been.
//
// So the engine is made to look. Engines count the bytes of buffers, touched or not, and begin a
// collection when there are many more of them than after the last one. A buffer that is asked for
// and given back at once counts, but commits no memory and takes 0.1 ms; the collection then runs
// beside the program (V8 marks on other threads), as one does that the engine begins by itself.
//
// Once is not enough. To reserve the fresh memory often begins a collection too, and what that one
// has reached when the old memory is let go stays for its time. So it is done
//
//   at once       128 MiB: for a program that never gets back to its event loop. V8 up to 14 begins at 64 MiB more than it had
//   after 100 ms  the space's size, then twice and four times that, at growing intervals, until the old memory is gone: Chromium's
//                 limit is 1.1 to 2 times all buffers that it has, and spaces count as buffers
//
// Measured, plain processes, 160 MiB of garbage in a space of 1 GiB: docs/memory.md. What else was
// tried: one such buffer alone is lost in 1 of 40 trims of a busy Node, and in every one in
// Chromium; a buffer that cannot be had makes V8 collect at once, but up to seven times in a row
// (25 to 250 ms for a heap of its own of 5 MB); a resizable buffer that shrinks touches its pages
// (300 ms); a shared one does not count; a WebAssembly.Memory cannot be given back, so that 128 MiB
// of garbage become 10 GiB of address space.

import { GIB, MIB } from './units.ts';

/** Asked for at once, and the least that is asked for later. */
const LEAST_BYTES = 128 * MIB;
const MOST_BYTES = 4 * GIB;
/** Until the next time, in milliseconds. */
const WAITS = [100, 150, 250, 500, 1000, 2000, 4000];
/** The size doubles so often. */
const DOUBLINGS = 2;

interface Timers {
  setTimeout?(call: () => void, ms: number): { unref?(): void } | number;
}

/** Memories that a space has left and that the engine has not freed yet. */
export class OldMemories {
  private waiting = 0;
  /** The last trim, whose tries take the place of those of the ones before. */
  private last = 0;
  private readonly freed = new FinalizationRegistry<undefined>(() => this.waiting--);

  /**
   * Has the engine free the memory, which nobody may keep any more, within a second or so. Never
   * throws.
   */
  letGo(memory: object, bytes: number): void {
    try {
      this.waiting++;
      this.freed.register(memory, undefined);
      askForBytes(LEAST_BYTES);
      this.askLater(Math.max(bytes, LEAST_BYTES), ++this.last, 0);
    } catch {
      // Out of stack, say. The trim has been made; the memory goes when the engine collects for
      // another reason.
    }
  }

  private askLater(bytes: number, trim: number, tries: number): void {
    const { setTimeout } = globalThis as unknown as Timers;
    if (tries === WAITS.length || setTimeout === undefined) return;
    const timer = setTimeout(() => {
      if (this.waiting === 0 || this.last !== trim) return;
      askForBytes(Math.min(bytes * 2 ** Math.min(tries, DOUBLINGS), MOST_BYTES));
      this.askLater(bytes, trim, tries + 1);
    }, WAITS[tries]!);
    // Where a timer would keep the process alive, this one does not.
    if (typeof timer === 'object') timer.unref?.();
  }
}

/**
 * Asks the engine for a buffer and gives it back, as early as the engine can: `transfer` is not in
 * Node 20.
 */
function askForBytes(bytes: number): void {
  try {
    const buffer: ArrayBuffer & { transfer?(bytes: number): unknown } = new ArrayBuffer(bytes);
    buffer.transfer?.(0);
  } catch {
    // There is no room for it: then the engine has just collected in order to make some.
  }
}
