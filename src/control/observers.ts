// Who is told what a heap did. They are told last, when the heap is in order and may be used.

import { Listeners } from '../memory/listeners.ts';
import type { CollectionListener, CollectionReason, CollectionReport } from './report.ts';
import type { CollectionScope } from '../collect/collector.ts';

/** Told of an exception of the host's own code that could not be thrown to anybody. */
export type ErrorListener = (error: unknown) => void;

/** A collection that is about to begin. */
export interface CollectionAnnouncement {
  readonly reason: CollectionReason;
  /** What was asked for: it may turn out to be a full one. */
  readonly scope: CollectionScope;
  /** Bytes of pages that the heap holds. */
  readonly used: number;
}

/** Told before a collection begins. */
export type BeforeCollectionListener = (announcement: CollectionAnnouncement) => void;

/** A request that found no room, whatever was tried. Bytes. */
export interface Shortage {
  readonly asked: number;
  readonly used: number;
  readonly limit: number;
}

/** Told of a request that is about to be refused. */
export type NearLimitListener = (shortage: Shortage) => void;

/** Node's way to tell of something that nobody listens for. */
interface Warner {
  readonly emitWarning?: (warning: string | Error) => void;
}

/** The listeners of one heap. */
export class Observers {
  private readonly ofCollections = new Listeners<[CollectionReport]>();
  private readonly ofErrors = new Listeners<[unknown]>();
  private readonly heralds = new Listeners<[CollectionAnnouncement]>();
  private readonly ofShortages = new Listeners<[Shortage]>();

  /** Registers a listener of collections; the function that comes back removes it. */
  onCollection(listener: CollectionListener): () => void {
    return this.ofCollections.add(listener);
  }

  /** Registers a listener of exceptions; the function that comes back removes it. */
  onError(listener: ErrorListener): () => void {
    return this.ofErrors.add(listener);
  }

  onBeforeCollection(listener: BeforeCollectionListener): () => void {
    return this.heralds.add(listener);
  }

  onNearLimit(listener: NearLimitListener): () => void {
    return this.ofShortages.add(listener);
  }

  /** Whether anybody wants to know that a collection is about to begin. */
  get hasHeralds(): boolean {
    return this.heralds.count > 0;
  }

  /** Whether anybody wants to know of a request that is about to be refused. */
  get hasHelpers(): boolean {
    return this.ofShortages.count > 0;
  }

  /** Tells of a collection that is about to begin. Returns what listeners threw; so do the next. */
  announce(announcement: CollectionAnnouncement): readonly unknown[] {
    return this.heralds.callAll(announcement).thrown;
  }

  tellShortage(shortage: Shortage): readonly unknown[] {
    return this.ofShortages.callAll(shortage).thrown;
  }

  /** Tells of a collection. */
  tellCollection(report: CollectionReport): readonly unknown[] {
    return this.ofCollections.callAll(report).thrown;
  }

  /**
   * Tells of an exception. Where nobody listens, and of what listeners throw, Node prints a
   * warning.
   */
  tellError(error: unknown): void {
    const untold = this.ofErrors.count === 0 ? [error] : this.ofErrors.callAll(error).thrown;
    const { process } = globalThis as { readonly process?: Warner };
    for (const each of untold)
      process?.emitWarning?.(
        each instanceof Error ? each : `tidemark: a listener threw ${String(each)}`,
      );
  }
}
