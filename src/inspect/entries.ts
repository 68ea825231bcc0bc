// The entries of arenas, and of places of the same size that are none: who holds it as an arena,
// and where large objects start.

import { PAGE_BYTES } from '../memory/units.ts';
import {
  ARENA_BYTES,
  FLAG_CHANGED,
  FLAG_ENTERED,
  FLAG_EVACUATE,
  FLAG_FILLED,
  FLAG_VISITED,
} from '../arena/geometry.ts';
import { Fault } from './fault.ts';
import { hex } from './names.ts';
import { ARENA, ELSEWHERE, FIRST_OF_LARGE } from './pages.ts';
import type { Reading } from './reading.ts';

const PAGES_PER_ARENA = ARENA_BYTES / PAGE_BYTES;
/** What an arena's flags can be between collections; and after a mark that was cut short. */
const FLAGS_AT_REST = FLAG_ENTERED | FLAG_FILLED;
const FLAGS_CUT_SHORT = FLAGS_AT_REST | FLAG_VISITED | FLAG_EVACUATE | FLAG_CHANGED;

/** Checks the entries of all places up to the last page that was ever held. */
export function checkEntries(reading: Reading): void {
  const { pages } = reading.parts.pages.space;
  for (let arena = 0; arena * PAGES_PER_ARENA < pages.pristineFrom; arena++)
    if (reading.pages.kinds[arena * PAGES_PER_ARENA] === ARENA) checkHeld(reading, arena);
    else checkOther(reading, arena);
}

function checkHeld(reading: Reading, arena: number): void {
  const { tables, heap, areMarksWhole } = reading;
  const flags = tables.flags(arena);
  const holder = tables.holder(arena);
  if (holder !== heap) throw new Fault(`says that heap ${holder} holds it, not ${heap}`, { arena });
  if ((flags & ~(areMarksWhole ? FLAGS_AT_REST : FLAGS_CUT_SHORT)) !== 0)
    throw new Fault(`has flags ${flags}`, { arena });
  if (tables.larges(arena) !== 0)
    throw new Fault('says that large objects start on its pages, or more', { arena });
}

/**
 * Of a place that is no arena of the heap, the pages that are the heap's, and those that are free.
 */
function checkOther(reading: Reading, arena: number): void {
  const { tables, heap, parts, pages } = reading;
  const map = parts.pages.space.pages;
  const first = arena * PAGES_PER_ARENA;
  const holder = tables.holder(arena);
  const larges = tables.larges(arena);
  const isOwn = holder === heap && parts.options.ownsSource;
  if (isOwn || (holder !== 0 && map.ownerOf(first) === 0))
    throw new Fault(`says that heap ${holder} holds it, which does not`, { arena });
  for (let page = first; page < first + PAGES_PER_ARENA; page++) {
    const kind = pages.kinds[page];
    if (kind === ELSEWHERE && map.ownerOf(page) !== 0) continue;
    const isMarked = ((larges >>> (page - first)) & 1) !== 0;
    if (isMarked === (kind === FIRST_OF_LARGE)) continue;
    const says = isMarked ? 'a large object starts' : 'no large object starts';
    throw new Fault(`says that ${says} on the page at ${hex(page * PAGE_BYTES)}`, { arena });
  }
}
