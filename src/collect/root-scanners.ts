// Who hands over roots: the host's scanners, asked at each collection for ranges of words.

import type { AddressSpace } from '../memory/address-space.ts';
import { BadRequestError } from '../memory/errors.ts';
import { type Faults, Interruption } from '../memory/faults.ts';
import { Listeners } from '../memory/listeners.ts';
import { ArenaTable } from '../arena/arena-table.ts';
import { type RangeVisitor, RootRanges } from './root-ranges.ts';

/** Called at each collection, to hand over the host's own roots. */
export type RootScanner = (visit: RangeVisitor) => void;

/** What was handed over, and what was thrown on the way. */
interface Answers {
  readonly ranges: RootRanges;
  readonly thrown: readonly unknown[];
}

/**
 * The scanners of one heap. Whoever asks them gives the heap's handles as a scanner of their own.
 */
export class RootScanners {
  private readonly scanners = new Listeners<[RangeVisitor]>();

  constructor(private readonly space: AddressSpace) {}

  /** Registers one; the function that comes back removes it. */
  add(scanner: RootScanner): () => void {
    return this.scanners.add(scanner);
  }

  /**
   * Every range of words that may hold roots: asks the scanners, and looks at what they say. Throws
   * an Interruption for what a scanner throws, a range that is none included.
   */
  takeRanges(handles: RootScanner): RootRanges {
    const { ranges, thrown } = this.ask(handles);
    if (thrown.length > 0) throw new Interruption(thrown[0]);
    return ranges;
  }

  /**
   * The same for who looks at the heap and changes nothing: what a scanner throws is noted, and the
   * others' ranges are all there is. Each is asked twice, since one that says something else when
   * asked again would have a collection miss roots.
   */
  readRanges(handles: RootScanner, faults: Faults): RootRanges {
    const once = this.ask(handles);
    const again = this.ask(handles);
    faults.noteAll([...once.thrown, ...again.thrown]);
    const isWhole = once.thrown.length === 0 && again.thrown.length === 0;
    if (isWhole && !once.ranges.equals(again.ranges))
      faults.note(
        new BadRequestError('a scanner handed over other ranges when it was asked again'),
      );
    return once.thrown.length > 0 ? again.ranges : once.ranges;
  }

  private ask(handles: RootScanner): Answers {
    const ranges = new RootRanges(ArenaTable.of(this.space).start >>> 2);
    const { thrown } = this.scanners.callAll((start, end) => ranges.add(start, end));
    handles((start, end) => ranges.add(start, end));
    ranges.close();
    return { ranges, thrown };
  }
}
