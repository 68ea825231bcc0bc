// Collections of the young. What an earlier mark reached stays reached, and is not scanned again:
// but for the objects into which something was stored since, which are known by their cards.
// (Demers, Weiser, Hayes, Boehm, Bobrow and Shenker 1990 call it sticky mark bits.)

import {
  CARDS_BYTES,
  CARD_SHIFT,
  LARGE_NEXT,
  LARGE_PREFIX_BYTES,
  MAP_WORD_SHIFT,
} from '../../arena/geometry.ts';
import { entryNext } from './entries.ts';
import { restoreLive } from './records.ts';
import { cardsAt, cardsOf, liveAt, queueAt, reachedAt } from './tables.ts';
import { wait } from './queue.ts';

const LOW_BITS: u64 = 0x0101010101010101;
const DIAGONAL: u64 = 0x8040201008040201;
const LOW_SEVENS: u64 = 0x7f7f7f7f7f7f7f7f;
const BYTE: u64 = 0xff;

/** A byte of ones for each bit of a byte. */
function spread(bits: u64): u64 {
  const apart = (bits * LOW_BITS) & DIAGONAL;
  return (((apart + LOW_SEVENS) >> 7) & LOW_BITS) * BYTE;
}

/** Lets the old objects that start on the marked parts of a card wait for another visit. */
function revisitCard(card: usize): void {
  const marks = <u64>load<u8>(card);
  if (marks == 0) return;
  store<u8>(card, 0);
  const index = card - cardsAt;
  const word = index << MAP_WORD_SHIFT;
  const again = load<u64>(reachedAt + word) & spread(marks);
  if (again == 0) return;
  const live = liveAt + word;
  store<u64>(live, load<u64>(live) & ~again);
  wait(queueAt, <u32>(index << CARD_SHIFT), 1);
}

/** After the start of a mark that is to keep what earlier ones reached. */
export function revisit(arenas: u32, larges: usize): void {
  for (let arena = arenas; arena != 0; arena = entryNext(arena)) {
    restoreLive(arena);
    const cards = cardsOf(arena);
    for (let from = cards; from < cards + CARDS_BYTES; from += 8)
      if (load<u64>(from) != 0) for (let card = from; card < from + 8; card++) revisitCard(card);
  }
  for (let page = larges; page != 0; page = <usize>load<u32>(page, LARGE_NEXT))
    revisitCard(cardsAt + ((page + LARGE_PREFIX_BYTES) >> CARD_SHIFT));
}
