// Who is told what a heap did. They are told last, when the heap is in order and may be used.

import { Listeners } from '../memory/listeners.ts';
import type { CollectionListener, CollectionReport } from './report.ts';

/** Told of an exception of the host's own code that could not be thrown to anybody. */
export type ErrorListener = (error: unknown) => void;

/** Node's way to tell of something that nobody listens for. */
interface Warner {
  readonly emitWarning?: (warning: string | Error) => void;
}

/** The listeners of one heap. */
export class Observers {
  private readonly ofCollections = new Listeners<[CollectionReport]>();
  private readonly ofErrors = new Listeners<[unknown]>();

  /** Registers a listener of collections; the function that comes back removes it. */
  onCollection(listener: CollectionListener): () => void {
    return this.ofCollections.add(listener);
  }

  /** Registers a listener of exceptions; the function that comes back removes it. */
  onError(listener: ErrorListener): () => void {
    return this.ofErrors.add(listener);
  }

  /** Tells of a collection. Returns what listeners threw. */
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
