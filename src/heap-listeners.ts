// What a heap calls: the host's scanners, and those who want to know what a collection did.

import { callable, checkArgument } from './memory/check.ts';
import { hide } from './memory/opaque.ts';
import { toRef } from './object/slot.ts';
import type { RootScanner } from './collect/root-scanners.ts';
import type { MarkedListener, MovedListener } from './weak/listeners.ts';
import type { ControlPlane } from './control/control-plane.ts';
import type {
  BeforeCollectionListener,
  ErrorListener,
  NearLimitListener,
} from './control/observers.ts';
import type { CollectionListener } from './control/report.ts';

const CALLBACK = callable<unknown>();

/**
 * The part of a heap that calls its host. What each function gives back removes what it registered.
 */
export class HeapListeners {
  protected readonly plane!: ControlPlane;

  protected constructor(plane: ControlPlane) {
    hide(this, { plane });
  }

  /**
   * Registers a scanner that hands over the host's own ranges of root words; what comes back
   * removes it.
   */
  addScanner(scanner: RootScanner): () => void {
    this.plane.gate.checkUsable('addScanner');
    checkArgument('addScanner', 'scanner', scanner, CALLBACK);
    return this.plane.roots.addScanner(scanner);
  }

  /**
   * Registers a callback between mark and sweep, to prune tables that hold objects weakly. What it
   * asks for that is no object of this heap, null included, does not live. By its second argument
   * it can have an object live that would die, with all that this one reaches: only such a
   * reference may be stored again. Until the collection is over, roots can be released and set to
   * 0, and nothing else.
   */
  onMarked(listener: MarkedListener): () => void {
    this.plane.gate.checkUsable('onMarked');
    checkArgument('onMarked', 'listener', listener, CALLBACK);
    const { weak, roots } = this.plane;
    return weak.listeners.add((isLive, resurrect) =>
      listener(
        (ref) => roots.owns(ref) && isLive(ref),
        (ref) => {
          roots.checkObject(toRef(ref));
          resurrect(ref);
        },
      ),
    );
  }

  /**
   * Registers a callback after objects have moved, for tables that hold references outside of any
   * root.
   */
  onMoved(listener: MovedListener): () => void {
    this.plane.gate.checkUsable('onMoved');
    checkArgument('onMoved', 'listener', listener, CALLBACK);
    const { weak, roots } = this.plane;
    return weak.listeners.addFollower((forward) =>
      listener((ref) => (roots.owns(ref) ? forward(ref) : ref)),
    );
  }

  /**
   * Registers a callback before every collection. It may read the heap, release roots and change
   * the limit; it must not allocate or collect. What it throws never comes out of an allocation.
   */
  onBeforeCollection(listener: BeforeCollectionListener): () => void {
    this.plane.gate.checkUsable('onBeforeCollection');
    checkArgument('onBeforeCollection', 'listener', listener, CALLBACK);
    return this.plane.observers.onBeforeCollection(listener);
  }

  /**
   * Registers a callback for a request that is about to be refused, whatever was tried for it. It
   * may release roots, or raise the limit by `setLimit`, as V8's may; then everything is tried once
   * more. It must not allocate or collect; what it throws is told to who listens for errors.
   */
  onNearLimit(listener: NearLimitListener): () => void {
    this.plane.gate.checkUsable('onNearLimit');
    checkArgument('onNearLimit', 'listener', listener, CALLBACK);
    return this.plane.observers.onNearLimit(listener);
  }

  /**
   * Registers a callback after every collection, when the heap may be used. What it throws never
   * comes out of an allocation.
   */
  onCollection(listener: CollectionListener): () => void {
    this.plane.gate.checkUsable('onCollection');
    checkArgument('onCollection', 'listener', listener, CALLBACK);
    return this.plane.observers.onCollection(listener);
  }

  /**
   * Registers a callback for what the host's own callbacks throw while an allocation collects.
   * Without one, Node prints a warning.
   */
  onError(listener: ErrorListener): () => void {
    this.plane.gate.checkUsable('onError');
    checkArgument('onError', 'listener', listener, CALLBACK);
    return this.plane.observers.onError(listener);
  }
}
