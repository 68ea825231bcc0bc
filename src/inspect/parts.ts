// What the verifier reads of a heap. The control plane has all of it; nothing here lets it change anything.

import type { LimitedPages } from '../memory/page-source.ts';
import type { SparePages } from '../memory/spare-pages.ts';
import type { LayoutTable } from '../object/layout.ts';
import type { Arenas } from '../arena/arena.ts';
import type { LargeObjects } from '../arena/large-objects.ts';
import type { Collector } from '../collect/collector.ts';
import type { PinTable } from '../collect/pins.ts';
import type { RootTable } from '../collect/roots.ts';
import type { CollectionLog } from '../control/report.ts';
import type { ReservedRuns } from '../control/reserved-runs.ts';

type Figures = 'allocatedBytes' | 'allocatedObjects';
type Sums = 'collections' | 'youngCollections' | 'longestPauseMs' | 'totalPauseMs';

/** The parts of a heap, as far as a reader needs them. */
export interface VerifierParts {
  readonly pages: Pick<LimitedPages, 'space' | 'owner' | 'used' | 'peak' | 'limit'>;
  readonly spares: Pick<SparePages, 'committed' | 'peak' | 'forEachSpare'>;
  readonly arenas: Pick<
    Arenas,
    'head' | 'count' | 'taken' | 'dropped' | 'small' | 'medium' | Figures
  >;
  readonly larges: Pick<LargeObjects, 'head' | 'count' | 'footprint' | Figures>;
  readonly layouts: Pick<LayoutTable, 'count' | 'get' | 'addressOf'>;
  readonly roots: Pick<RootTable, 'count' | 'firstFree' | 'forEachChunk' | 'forEachRange'>;
  readonly pins: Pick<PinTable, 'count' | 'forEachPinned'>;
  readonly reserved: Pick<ReservedRuns, 'forEachRun'>;
  readonly log: Pick<CollectionLog, 'liveBytes' | 'liveObjects' | 'freedBytes' | Sums>;
  readonly collector: Pick<Collector, 'marksAreWhole'>;
  readonly options: { readonly ownsPages: boolean };
}
