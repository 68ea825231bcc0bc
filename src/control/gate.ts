// When a heap may be entered: not when it is closed, in the middle of a collection, or by its own
// page source; and what takes or drops arenas, not while its objects are visited.

import { DisposedError, ReenteredError } from '../memory/errors.ts';
import type { Arenas } from '../arena/arena.ts';
import type { ArenaTable, StackNeed } from '../arena/arena-table.ts';
import type { WatchedPages } from './watched-pages.ts';

/** The parts of a heap that its gate looks at. */
export interface GateParts {
  readonly table: ArenaTable;
  readonly watched: WatchedPages;
  readonly arenas: Arenas;
}

/** Who asks to be let into one heap gives the name of what was called. */
export class Gate {
  isDisposed = false;
  /** Whether a collection is at work, host callbacks included. */
  isCollecting = false;
  /** What the host is being told of, in the middle of something. */
  private telling: string | undefined;
  /** Visits of the heap's objects that are under way. */
  private visits = 0;

  constructor(private readonly parts: GateParts) {}

  /** Throws DisposedError, and ReenteredError in the middle of a collection or of a page source. */
  checkUsable(call: string): void {
    if (this.isDisposed) throw new DisposedError('the heap');
    this.refuseReentry(call);
  }

  /**
   * The same for what takes or drops arenas: throws ReenteredError also while the heap's objects
   * are visited, and while the host is told of what is about to happen.
   */
  checkFree(call: string): void {
    this.checkUsable(call);
    this.refuseInVisit(call);
  }

  /**
   * The same as `checkUsable`, for what changes books: throws also where the engine's stack has no
   * room for it.
   */
  enter(call: string, need: StackNeed): void {
    this.checkUsable(call);
    this.parts.table.reserveStack(need);
  }

  refuseReentry(call: string): void {
    if (this.isCollecting) throw new ReenteredError(call);
    if (this.parts.watched.isCalled) throw new ReenteredError(call, 'a call of its page source');
  }

  refuseInVisit(call: string): void {
    if (this.visits > 0) throw new ReenteredError(call, "a visit of the heap's objects");
    if (this.telling !== undefined) throw new ReenteredError(call, this.telling);
  }

  /** Runs a visit of the heap's objects. Until it is over, nothing is allocated or dropped. */
  visit<Result>(call: string, body: () => Result): Result {
    this.checkUsable(call);
    this.visits++;
    try {
      return this.pausing(body);
    } finally {
      this.visits--;
    }
  }

  /**
   * Tells the host of something that is about to happen. Until it is over, the heap can be read and
   * roots be released, and nothing is allocated or dropped.
   */
  tell<Result>(what: string, body: () => Result): Result {
    const outer = this.telling;
    this.telling = what;
    try {
      return this.pausing(body);
    } finally {
      this.telling = outer;
    }
  }

  /** Has each allocation come by the slow path, which asks here. */
  private pausing<Result>(body: () => Result): Result {
    const { arenas } = this.parts;
    const pauses = !arenas.isPaused;
    if (pauses) arenas.pause();
    try {
      return body();
    } finally {
      if (pauses) arenas.resume();
    }
  }
}
