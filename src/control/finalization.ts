// When finalizers and the callbacks of registries are run: never inside of a collection or of what
// brought it about, but later, when the host's event loop goes on or the host asks for it.

import { ReenteredError } from '../memory/errors.ts';
import type { Ref } from '../object/slot.ts';
import type { Root, RootTable } from '../collect/roots.ts';
import type { HandleHost } from '../weak/handles.ts';
import type { Weakness } from '../weak/weakness.ts';
import type { Observers } from './observers.ts';

/** What an event loop offers in Node, in browsers and in workers. */
interface EventLoop {
  readonly setTimeout?: (call: () => void, ms: number) => { unref?(): void } | number;
}

/** What finalization needs of its heap. */
export interface FinalizationParts {
  readonly weak: Weakness;
  readonly roots: RootTable;
  readonly observers: Observers;
  /** Throws DisposedError, ReenteredError. */
  readonly checkUsable: (call: string) => void;
}

/** The finalization of one heap. */
export class Finalization implements HandleHost {
  /** The number of the job: what a weak handle gave out lives until its end. */
  job = 0;
  isRunning = false;
  private isScheduled = false;
  private isClosed = false;
  private kept: Root[] = [];

  constructor(readonly parts: FinalizationParts) {}

  checkUsable(call: string): void {
    this.parts.checkUsable(call);
  }

  /** Callbacks that are due. */
  get due(): number {
    return this.parts.weak.finalizers.dueCount + this.parts.weak.cells.readyCount;
  }

  /** After a collection: what it has found is run when the event loop goes on. */
  schedule(): void {
    if (this.due > 0) this.callLater();
  }

  /** Lets an object live until the job ends. Throws OutOfMemoryError. */
  keepDuringJob(ref: Ref): void {
    this.kept.push(this.parts.roots.root(ref));
    this.callLater();
  }

  /** Ends the job: lets go of what was kept during it. */
  endJob(): void {
    const { kept } = this;
    this.job++;
    this.kept = [];
    for (const root of kept) root.release();
  }

  /**
   * Runs all that is due, finalizers first; how many were run. What they throw is told to who
   * listens for errors, and stops no other. Throws ReenteredError in one of them.
   */
  run(): number {
    if (this.isRunning) throw new ReenteredError('runFinalizers', 'a finalizer');
    this.isRunning = true;
    let count = 0;
    try {
      while (this.due > 0) count += this.runFinalizers() + this.tellRegistries();
    } finally {
      this.isRunning = false;
    }
    return count;
  }

  /** Runs all finalizers, of what lives too: the heap is about to go. */
  close(): void {
    const { finalizers } = this.parts.weak;
    if (this.isClosed || this.isRunning) return;
    this.isClosed = true;
    finalizers.queueAll();
    this.run();
    this.endJob();
  }

  /** Throws ReenteredError where all that can be finalized has been: nothing more is taken. */
  checkOpen(call: string): void {
    if (this.isClosed) throw new ReenteredError(call, 'the end of its heap');
  }

  private runFinalizers(): number {
    const { finalizers } = this.parts.weak;
    const batch = finalizers.dueByPriority();
    for (const { place, finalization } of batch) {
      const ref = finalizers.at(place);
      if (ref !== 0) this.attempt(() => finalization.run(ref));
      finalizers.release(place);
    }
    finalizers.forgetFirst(batch.length);
    return batch.length;
  }

  private tellRegistries(): number {
    return this.parts.weak.cells.takeReady((cell) => this.attempt(cell.tell));
  }

  private attempt(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.parts.observers.tellError(error);
    }
  }

  private callLater(): void {
    if (this.isScheduled || this.isClosed) return;
    const { setTimeout } = globalThis as EventLoop;
    if (setTimeout === undefined) return;
    this.isScheduled = true;
    const timer = setTimeout(() => {
      this.isScheduled = false;
      if (this.isClosed) return;
      this.endJob();
      if (!this.isRunning) this.attempt(() => this.run());
    }, 0);
    // What is due keeps no process from its end.
    if (typeof timer === 'object') timer.unref?.();
  }
}
