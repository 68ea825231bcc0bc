// How fast a program allocates and how fast it is marked, smoothed over collections. The growth
// rule looks at it.

import { now } from './clock.ts';

/** Weight of the newest measurement. */
const SMOOTHING = 0.5;

function smoothed(before: number, now: number): number {
  return before === 0 ? now : before + (now - before) * SMOOTHING;
}

/** Rates in bytes a millisecond, 0 before the first collection. */
export class Pace {
  allocationRate = 0;
  markRate = 0;
  private since = now();
  private allocatedThen = 0;

  /**
   * Takes in a collection that ended now: bytes allocated since the start, bytes found alive, and
   * its pause.
   */
  note(allocatedBytes: number, liveBytes: number, pauseMs: number): void {
    const time = now();
    const running = time - this.since - pauseMs;
    if (running > 0)
      this.allocationRate = smoothed(
        this.allocationRate,
        (allocatedBytes - this.allocatedThen) / running,
      );
    if (pauseMs > 0) this.markRate = smoothed(this.markRate, liveBytes / pauseMs);
    this.since = time;
    this.allocatedThen = allocatedBytes;
  }
}
