// What the verifier reads of a heap. The control plane has all of it; nothing here lets it change
// anything.

import type { Faults } from '../memory/faults.ts';
import type { LimitedPages } from '../memory/page-source.ts';
import type { QuarantinedPages } from '../memory/quarantine.ts';
import type { SparePages } from '../memory/spare-pages.ts';
import type { LayoutTable } from '../object/layout.ts';
import type { Arenas } from '../arena/arena.ts';
import type { LargeObjects } from '../arena/large-objects.ts';
import type { PageReturns } from '../arena/page-returns.ts';
import type { PinTable } from '../collect/pins.ts';
import type { RootTable } from '../collect/roots.ts';
import type { Tracer } from '../collect/tracer.ts';
import type { Weakness } from '../weak/weakness.ts';
import type { CollectionLog } from '../control/report.ts';
import type { ReservedRuns } from '../control/reserved-runs.ts';

type Figures = 'allocatedBytes' | 'allocatedObjects';
type Counts = 'head' | 'count' | Figures;
type Sums = 'liveBytes' | 'liveObjects' | 'freedBytes' | 'longestPauseMs' | 'totalPauseMs';

/** The parts of a heap, as far as a reader needs them. */
export interface VerifierParts {
  readonly pages: Pick<LimitedPages, 'space' | 'owner' | 'used' | 'peak' | 'bound'>;
  readonly spares: Pick<SparePages, 'committed' | 'peak' | 'forEachSpare'>;
  readonly returns: Pick<PageReturns, 'forEachRun'>;
  readonly quarantine: Pick<QuarantinedPages, 'forEachRun'> | undefined;
  readonly reserved: Pick<ReservedRuns, 'forEachRun'>;
  readonly layouts: Pick<LayoutTable, 'count' | 'get' | 'addressOf' | 'stays'>;
  readonly arenas: Pick<Arenas, Counts | 'taken' | 'dropped' | 'small' | 'medium'>;
  readonly larges: Pick<LargeObjects, Counts | 'footprint'>;
  readonly roots: Pick<RootTable, 'count' | 'firstFree' | 'forEachChunk' | 'readRanges'>;
  readonly pins: Pick<PinTable, 'count' | 'forEachPinned'>;
  readonly tracer: Pick<Tracer, 'canKeepOld'>;
  readonly weak: {
    readonly holders: Pick<Weakness['holders'], 'forEach'>;
    readonly ephemerons: Pick<Weakness['ephemerons'], 'forEach'>;
    readonly finalizers: Pick<Weakness['finalizers'], 'forEach'>;
    readonly cells: Pick<Weakness['cells'], 'forEach'>;
  };
  readonly faults: Faults;
  readonly options: { readonly ownsSource: boolean; readonly marksHeaders: boolean };
}

/** A heap, as far as a reader needs it. */
export interface VerifierHeap {
  readonly parts: VerifierParts;
  readonly log: Pick<CollectionLog, Sums | 'collections' | 'youngCollections'>;
  /** Tells of what the host's scanners threw. */
  tellFaults(): void;
}
