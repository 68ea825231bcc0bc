// What a visit reads of a heap; nothing here lets it change anything.

import type { LimitedPages } from '../memory/page-source.ts';
import type { LayoutTable } from '../object/layout.ts';
import type { Arenas } from '../arena/arena.ts';
import type { LargeObjects } from '../arena/large-objects.ts';
import type { Tracer } from '../collect/tracer.ts';

/** The parts of a heap, as far as a visitor needs them. */
export interface VisitedParts {
  readonly pages: Pick<LimitedPages, 'space' | 'owner'>;
  readonly layouts: Pick<LayoutTable, 'get'>;
  readonly arenas: Pick<Arenas, 'head' | 'small' | 'forEachArena'>;
  readonly larges: Pick<LargeObjects, 'bytesOf' | 'forEachPage'>;
  readonly tracer: Pick<Tracer, 'canKeepOld'>;
  readonly options: { readonly marksHeaders: boolean };
}
