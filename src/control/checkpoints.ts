// Checkpoints of a heap that never collects: to rewind to one gives back all that was made since,
// at once, as an arena allocator does (obstacks of GNU libc; the checkpoints of
// src/alloc/arena-allocator.ts).
//
// A rewind is all or nothing. While a root or an older object refers to what would go, it is
// refused and nothing has changed: to tell of such a root only when it is used would need a look at
// every use, in every heap.

import { checkArgument, instanceOf } from '../memory/check.ts';
import { BadRequestError, HandleError } from '../memory/errors.ts';
import { showAs } from '../memory/opaque.ts';
import { addressOf } from '../object/slot.ts';
import type { Liveness } from '../arena/reached-map.ts';
import { type HeapPosition, Since } from '../collect/since.ts';
import type { CollectionLog } from './report.ts';
import type { HeapParts } from './parts.ts';
import type { CollectMode } from './policy.ts';

/**
 * A moment to which a heap of mode 'never' can go back. Made by `heap.checkpoint()`: one that a
 * program makes is of no heap.
 */
export class HeapCheckpoint {
  /** What tells this checkpoint from others. */
  readonly identity = Symbol('checkpoint');

  static {
    showAs(HeapCheckpoint, () => 'HeapCheckpoint');
  }
}

/** What was made before. */
function livingBefore(since: Since, words: Int32Array): Liveness {
  return { words, has: (ref) => !since.has(addressOf(ref)) };
}

interface Taken {
  readonly checkpoint: HeapCheckpoint;
  readonly position: HeapPosition;
}

/** The checkpoints of one heap that are good, from the oldest to the youngest. */
export class Checkpoints {
  private readonly taken: Taken[] = [];
  private rewinds = 0;

  constructor(
    private readonly parts: HeapParts,
    private readonly log: CollectionLog,
    private readonly mode: CollectMode,
  ) {}

  /**
   * This moment; where nothing was made since the youngest checkpoint, that one. Throws
   * BadRequestError for another mode.
   */
  take(): HeapCheckpoint {
    if (this.mode !== 'never')
      throw new BadRequestError(
        `checkpoint: the heap is of mode '${this.mode}'; only one of mode 'never' can be rewound`,
      );
    const { arenas, larges } = this.parts;
    const last = this.taken.at(-1);
    const isSame =
      last !== undefined &&
      arenas.isAt(last.position.arenas) &&
      larges.head === last.position.larges;
    if (isSame) return last.checkpoint;
    const checkpoint = new HeapCheckpoint();
    const position = { arenas: arenas.position(), larges: larges.head };
    this.taken.push({ checkpoint, position });
    return checkpoint;
  }

  /**
   * Gives back what was made since, once its finalizers were run; the bytes of the objects. The
   * checkpoint stays good, those that
   * were taken after it do not. Throws HandleError for one that is not good, StillHeldError.
   */
  rewind(checkpoint: HeapCheckpoint, runFinalizers: () => void): number {
    checkArgument('rewind', 'checkpoint', checkpoint, instanceOf(HeapCheckpoint));
    const depth = this.taken.findIndex((taken) => taken.checkpoint === checkpoint);
    if (depth < 0)
      throw new HandleError(
        'a checkpoint of another heap, or one that was rewound past: this heap cannot go back to it',
      );
    const { position } = this.taken[depth]!;
    const { parts } = this;
    const since = new Since(parts, parts.source.space.words, position);
    since.refuseHeld();
    const lives = livingBefore(since, parts.source.space.words);
    if (parts.weak.finalizers.queueDead(lives) > 0) {
      runFinalizers();
      // They may have kept something.
      since.refuseHeld();
    }
    parts.weak.clear(lives);
    parts.weak.forget(lives);
    this.tell(since);
    this.taken.length = depth + 1;
    const freed = this.goBack(position);
    this.log.freedBytes += freed;
    return freed;
  }

  private tell(since: Since): void {
    const { checker } = this.parts;
    if (checker === undefined) return;
    checker.begin({ by: 'rewind', ordinal: ++this.rewinds, reason: 'request' });
    checker.prune((address) => !since.has(address));
  }

  private goBack({ arenas, larges }: HeapPosition): number {
    const { parts } = this;
    const reuses = parts.options.stress.options.neverReuse !== true;
    parts.returns.retry();
    return parts.arenas.goBack(arenas, reuses) + parts.larges.goBack(larges);
  }
}
