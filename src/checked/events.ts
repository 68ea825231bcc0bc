// What took objects away: collections and rewinds. Each is a number, which a Float64Array can keep
// for every granule: ordinal × 6 + reason × 2 + 1 for a rewind. The stacks of the last of them are
// kept beside.

import type { Freeing } from '../memory/misuse.ts';
import { hostStack } from './host-stack.ts';

/** Of so many of the last events the stacks are kept. */
const MAX_STACKS = 1024;

const REASONS = ['request', 'safepoint', 'allocation'] as const;
const KINDS = ['collection', 'rewind'] as const;

/** An event without its stack. */
export type Happening = Omit<Freeing, 'stack'>;

function numberOf({ by, ordinal, reason }: Happening): number {
  const kind = KINDS.indexOf(by);
  return (ordinal * REASONS.length + REASONS.indexOf(reason)) * KINDS.length + kind;
}

/** The events of one heap. */
export class Events {
  /** The number of the event that is going on, or was the last; 0 is none. */
  last = 0;
  private readonly stacks = new Map<number, string>();

  /** Notes one that begins. It may come to nothing; then the next one has its number. */
  begin(happening: Happening): void {
    this.last = numberOf(happening);
    // Taken out first, so that it is the youngest of the map.
    this.stacks.delete(this.last);
    this.stacks.set(this.last, hostStack());
    if (this.stacks.size <= MAX_STACKS) return;
    const [oldest] = this.stacks.keys();
    this.stacks.delete(oldest!);
  }

  /** What is known of an event. */
  get(number: number): Freeing {
    const count = Math.floor(number / KINDS.length);
    return {
      by: KINDS[number % KINDS.length]!,
      ordinal: Math.floor(count / REASONS.length),
      reason: REASONS[count % REASONS.length]!,
      stack: this.stacks.get(number) ?? '',
    };
  }
}
