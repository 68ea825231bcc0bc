// A model program: heaps to open, and steps to take. It is a plain JSON value, so that it can be
// drawn, shrunk, printed, and kept as a file of the corpus. Numbers that name something (a node, a
// slot) are taken modulo what there is.

/** How a heap of the program is opened. */
export interface Setup {
  readonly mode: 'automatic' | 'explicit' | 'never';
  /** KiB. */
  readonly limit: number;
  /** KiB; 0 for none. */
  readonly nursery: number;
  readonly preciseRoots: boolean;
  /**
   * Whether its pages come from a source of the host's own, which may fail, throw and call back.
   */
  readonly hasSource: boolean;
  /** Where it is written what lives; default in the headers, too. */
  readonly marks?: 'header' | 'side';
}

/** What a collection is to do. */
export type Kind = 'full' | 'young' | 'compact';

/** Calls of the host's own code that a heap makes. */
export type Event =
  | 'scanner'
  | 'range'
  | 'marked'
  | 'moved'
  | 'collection'
  | 'error'
  | 'views'
  | 'acquire'
  | 'acquireFails'
  | 'acquireAt'
  | 'release'
  | 'released'
  | 'finalizer'
  | 'registry'
  | 'visitor';

/** What is done where the engine's stack ends. */
export type DeepWork = Kind | 'waste' | 'large' | 'scope' | 'trim' | 'open' | 'dispose';

interface OfHeap<Name extends string> {
  readonly do: Name;
  /** Which of the heaps. */
  readonly heap: number;
}

interface OfNode<Name extends string> extends OfHeap<Name> {
  /** Which of the nodes that are reached now. */
  readonly node: number;
}

/** `any`: of all nodes that no collection has found dead, not only of those that are reached. */
interface OfAnyNode<Name extends string> extends OfNode<Name> {
  readonly any: boolean;
}

interface OfObjects<Name extends string> extends OfHeap<Name> {
  readonly shape: number;
  readonly count: number;
}

/** What is done with what does not keep alive. */
export type WeakDeed =
  /** Stores into a weak field. */
  | (OfNode<'aim'> & { readonly slot: number; readonly to: number; readonly any: boolean })
  /** Gives a handle to what a weak field refers to. */
  | (OfNode<'revive'> & { readonly slot: number })
  /** Sets, takes out, and goes through entries of a weak map or set; the node has one. */
  | (OfNode<'mapSet'> & { readonly key: number; readonly value: number; readonly any: boolean })
  | (OfNode<'mapDelete'> & { readonly key: number })
  | OfNode<'mapWalk'>
  /** Makes objects of which each keeps the next one by an entry, and a handle on the first. */
  | (OfObjects<'ephemerons'> & { readonly node: number; readonly isReversed: boolean })
  | OfAnyNode<'handle'>
  | (OfHeap<'deref'> & { readonly index: number })
  | (OfHeap<'unhandle'> & { readonly index: number })
  | OfHeap<'endJob'>
  | (OfAnyNode<'finalize'> & { readonly priority: number; readonly keeps: boolean })
  | OfHeap<'runFinalizers'>
  | (OfAnyNode<'register'> & { readonly registry: number; readonly token: number })
  | (OfNode<'unregister'> & { readonly registry: number })
  | OfNode<'hash'>
  /** In the middle of a collection: has an object live that would die, and stores it if told so. */
  | (OfNode<'resurrect'> & { readonly to: number; readonly isStored: boolean });

/** What may be done, also in a callback. */
export type Deed =
  | WeakDeed
  /**
   * Makes objects and keeps each by a handle, or on the stack, or as a chain that one handle holds.
   */
  | (OfObjects<'make'> & { readonly keep: 'root' | 'stack' | 'chain' })
  /**
   * Makes objects and keeps each by a handle, between others that are long and that nothing holds:
   * a compaction moves them.
   */
  | OfObjects<'scatter'>
  /** Makes objects that nothing holds. */
  | OfObjects<'waste'>
  /** Makes objects in a scope, and collects before it ends. */
  | (OfObjects<'scope'> & { readonly kind: Kind })
  /** Makes an object and stores it into a slot of another. */
  | (OfNode<'hang'> & { readonly slot: number; readonly shape: number })
  | (OfNode<'link'> & { readonly slot: number; readonly to: number })
  | (OfNode<'unlink'> & { readonly slot: number })
  /** A handle, a push, a word that a scanner hands over, a pin, an entry in a weak table. */
  | OfNode<'root'>
  | OfNode<'push'>
  | (OfNode<'scan'> & { readonly word: number })
  | OfNode<'pin'>
  | OfNode<'weak'>
  /** Sets a handle to another object. */
  | (OfNode<'point'> & { readonly index: number })
  | (OfHeap<'release'> & { readonly index: number })
  | (OfHeap<'unpin'> & { readonly index: number })
  | (OfHeap<'pop'> & { readonly count: number })
  /** Lets go of every so manyth handle and entry of the stack, from this one on. */
  | (OfHeap<'drop'> & { readonly every: number; readonly from: number })
  | (OfNode<'grow'> & { readonly more: number })
  | (OfHeap<'collect'> & { readonly kind: Kind })
  | (OfHeap<'safepoint'> & { readonly bytes: number })
  | OfHeap<'trim'>
  /** Takes the scanner back, or registers it again. */
  | OfHeap<'scanner'>
  /** Makes objects until there is no room, and lets them go. */
  | (OfHeap<'exhaust'> & { readonly shape: number })
  | OfHeap<'dispose'>
  | (OfHeap<'open'> & { readonly setup: Setup });

/** What may be done at the top of a program only. */
export type Step =
  | Deed
  /** Has the next call of this event do something, on whatever heap, and then throw. */
  | (OfHeap<'arm'> & { readonly on: Event; readonly deed: Deed | null; readonly throws: boolean })
  /** Lets a heap collect while it holds a reference of another. */
  | (OfNode<'trespass'> & {
      readonly slot: number;
      readonly other: number;
      readonly target: number;
      readonly kind: Kind;
      readonly via: 'slot' | 'stack';
    })
  /** Works where the engine's stack ends, so many levels above the last. */
  | (OfHeap<'deep'> & { readonly level: number; readonly work: DeepWork });

/** A program. */
export interface Program {
  readonly heaps: readonly Setup[];
  readonly steps: readonly Step[];
}

/** What `heap.collect` is called with. */
export function collectOptions(kind: Kind): {
  readonly scope: 'full' | 'young';
  readonly compact: boolean;
} {
  return { scope: kind === 'young' ? 'young' : 'full', compact: kind === 'compact' };
}
