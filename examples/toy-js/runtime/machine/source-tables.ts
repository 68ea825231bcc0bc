import type { Heap } from '../../../../src/index.ts';
import type { Code, Run, Site } from './code.ts';
import { CACHE_WORDS } from './limits.ts';
import { WordPool } from './word-pool.ts';
import { INTERNAL } from '../values/words.ts';
import type { Word } from '../values/words.ts';

/** How much was registered at some time. */
export interface SourceMark {
  readonly codes: number;
  readonly sites: number;
  readonly constants: number;
  readonly caches: number;
}

/**
 * What the compiler registers for a source text: functions, call sites, constants and inline
 * caches. What a compilation that fails has registered is taken back by `rewind`.
 */
export class SourceTables {
  readonly codes: Code[] = [];
  /** `codes[i].run`, one load less on the way to a call. */
  readonly runs: Run[] = [];
  /** Site 0 is the host itself. */
  readonly sites: Site[] = [{ file: '<host>', line: 0, column: 0 }];
  /** Rooted words. */
  readonly constants: WordPool;
  readonly caches: WordPool;

  constructor(private readonly heap: Heap) {
    this.constants = new WordPool(heap, 1);
    this.caches = new WordPool(heap, CACHE_WORDS);
  }

  /** Absolute index of a rooted word that holds `word` from now on. */
  constant(word: Word): number {
    const index = this.constants.take();
    this.heap.words[index] = word;
    return index;
  }

  /** Absolute index of an inline cache of CACHE_WORDS words, empty. */
  newCache(): number {
    const index = this.caches.take();
    this.heap.words[index] = INTERNAL;
    return index;
  }

  /** Index of a function of the source text. */
  addCode(code: Code): number {
    this.codes.push(code);
    this.runs.push(code.run);
    return this.codes.length - 1;
  }

  /** Id of a call site. */
  addSite(file: string, line: number, column: number): number {
    return this.sites.push({ file, line, column }) - 1;
  }

  mark(): SourceMark {
    const { codes, sites, constants, caches } = this;
    return {
      codes: codes.length,
      sites: sites.length,
      constants: constants.count,
      caches: caches.count,
    };
  }

  /** Forgets what was registered since the mark; nothing may refer to it any more. */
  rewind(mark: SourceMark): void {
    this.codes.length = mark.codes;
    this.runs.length = mark.codes;
    this.sites.length = mark.sites;
    this.constants.rewind(mark.constants);
    this.caches.rewind(mark.caches);
  }
}
