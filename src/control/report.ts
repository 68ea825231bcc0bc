// What a collection did, and what all of them did together.

import type { CollectionScope } from '../collect/collector.ts';

/** Why a collection ran. */
export type CollectionReason = 'request' | 'safepoint' | 'allocation';

/** What one collection found and did. Bytes, objects, milliseconds. */
export interface CollectionReport {
  /** 1 for a heap's first collection; 0 in a report of none, from a heap that never collects. */
  readonly ordinal: number;
  readonly reason: CollectionReason;
  /** Whether it found out what lives, or took the old for alive. */
  readonly scope: CollectionScope;
  /** Bytes and number of the objects that live, or were old or hung on those. */
  readonly liveBytes: number;
  readonly liveObjects: number;
  /** Bytes of the objects that were found dead. */
  readonly freedBytes: number;
  /** Objects that a compaction moved; 0 when there was none. */
  readonly movedObjects: number;
  readonly arenasDropped: number;
  readonly arenasKept: number;
  readonly largesDropped: number;
  /** Bytes of the pages that the heap held before and after. */
  readonly usedBefore: number;
  readonly usedAfter: number;
  readonly pauseMs: number;
}

/** Told of every collection, after it. */
export type CollectionListener = (report: CollectionReport) => void;

type Measured = Omit<CollectionReport, 'ordinal' | 'freedBytes'> & {
  readonly allocatedBytes: number;
};

/** The collections of one heap, summed up. */
export class CollectionLog {
  collections = 0;
  youngCollections = 0;
  liveBytes = 0;
  liveObjects = 0;
  freedBytes = 0;
  longestPauseMs = 0;
  totalPauseMs = 0;

  /** The report of a collection that did not run. */
  nothingDone(reason: CollectionReason, used: number, arenas: number): CollectionReport {
    return {
      ordinal: 0,
      reason,
      scope: 'full',
      liveBytes: 0,
      liveObjects: 0,
      freedBytes: 0,
      movedObjects: 0,
      arenasDropped: 0,
      arenasKept: arenas,
      largesDropped: 0,
      usedBefore: used,
      usedAfter: used,
      pauseMs: 0,
    };
  }

  /** Adds a collection. */
  record({ allocatedBytes, ...measured }: Measured): CollectionReport {
    const freedInAll = allocatedBytes - measured.liveBytes;
    const report: CollectionReport = {
      ordinal: ++this.collections,
      ...measured,
      freedBytes: freedInAll - this.freedBytes,
    };
    if (report.scope === 'young') this.youngCollections++;
    this.freedBytes = freedInAll;
    this.liveBytes = report.liveBytes;
    this.liveObjects = report.liveObjects;
    this.totalPauseMs += report.pauseMs;
    this.longestPauseMs = Math.max(this.longestPauseMs, report.pauseMs);
    return report;
  }
}
