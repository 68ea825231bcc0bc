// Constructors of objects that a heap has to know of: those with weak fields, and those with
// finalizers.

import { callable, checkOptions, optional, wholeNumber } from '../memory/check.ts';
import type { WordRange } from '../object/layout.ts';
import type { Finalization, Finalizer } from '../weak/finalizers.ts';
import type { Weakness } from '../weak/weakness.ts';
import type { Construct } from './constructor.ts';

/** What is to happen when an object of a layout is not reached any more. */
export interface LayoutOptions {
  /**
   * Called once with each object, after the collection that has found it. It may use and keep it.
   */
  readonly finalize?: Finalizer;
  /**
   * Of finalizers that are due together those of lower priority run first; 0 where it is left out.
   */
  readonly priority?: number;
}

const MOST_PRIORITY = 2 ** 31 - 1;
export const PRIORITY = wholeNumber(-MOST_PRIORITY, MOST_PRIORITY);
const RULES = { finalize: optional(callable<Finalizer>()), priority: optional(PRIORITY) };

/** Throws BadRequestError. */
export function finalizationOf(options: LayoutOptions): Finalization | undefined {
  const { finalize, priority = 0 } = checkOptions('layout', options, RULES);
  return finalize === undefined ? undefined : { run: finalize, priority };
}

/**
 * The same constructor for objects of which nothing has to be known; else one that tells of them.
 */
export function announcing(
  construct: Construct,
  { holders, finalizers }: Weakness,
  weak: WordRange,
  finalization: Finalization | undefined,
): Construct {
  const known = weak.end === 0 ? construct : telling(construct, (ref) => holders.add(ref));
  if (finalization === undefined) return known;
  return (initial) => {
    // Before the object is there: who cannot be finalized is not made.
    finalizers.makeRoom(1);
    const ref = known(initial);
    finalizers.add(ref, finalization);
    return ref;
  };
}

function telling(construct: Construct, tell: (ref: ReturnType<Construct>) => void): Construct {
  return (initial) => {
    const ref = construct(initial);
    tell(ref);
    return ref;
  };
}
