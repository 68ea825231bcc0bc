// The cells of a FinalizationRegistry: one for each registration, in the guest's heap.
//
//   registry ──→ cells ⇄ cell ⇄ …      whose targets live, as far as is known
//            ──→ due   ⇄ cell ⇄ …      whose targets were found dead, until the callback is told
//            ──→ tokens: a weak map of the heap, token → the first cell registered with it ⇄ …
//
// A cell refers to its target and its token weakly. It is in one of the first two lists, and in the
// list of its token if it has one: it is taken out of both in constant time.

import type { Heap, Ref, WeakMapLayout } from '../../../../src/index.ts';
import { toRef } from '../../../../src/index.ts';
import { At } from '../../runtime/values/layouts.ts';
import type { Memory } from '../../runtime/machine/machine.ts';
import type { Word } from '../../runtime/values/words.ts';

type CellLayout = ReturnType<typeof cellLayout>;

function cellLayout(heap: Heap) {
  return heap.layout('registry cell', {
    target: 'weak',
    token: 'weak',
    held: 'value',
    next: 'ref',
    previous: 'ref',
    nextOfToken: 'ref',
    previousOfToken: 'ref',
  });
}

/** The heads of a registry's lists, as slots of the registry. */
const CELLS = At.REGISTRY_CELLS - 1;
const DUE = At.REGISTRY_DUE - 1;
const TOKENS = At.REGISTRY_TOKENS - 1;

/** The lists of all registries of a heap. Nothing here collects. */
export class Cells {
  readonly #heap: Heap;
  readonly #cells: CellLayout;
  readonly #tokens: WeakMapLayout;

  constructor({ heap }: Memory) {
    this.#heap = heap;
    this.#cells = cellLayout(heap);
    this.#tokens = heap.weakMapLayout('registry tokens');
  }

  /** Gives a new registry its map of tokens. */
  open(registry: Word): void {
    this.#heap.write(registry, TOKENS, this.#tokens.new());
  }

  /** Adds a registration; `token` is 0 for none. */
  add(registry: Word, target: Word, held: Word, token: Word): void {
    const cell = this.#cells.newWords({ target: toRef(target), token: toRef(token), held });
    if (token !== 0) this.#linkToToken(registry, cell, toRef(token));
    this.#link(registry, CELLS, cell);
  }

  /** Takes out what was registered with the token; whether anything was. */
  removeOf(registry: Word, token: Word): boolean {
    const tokens = this.#tokensOf(registry);
    let cell = toRef(this.#tokens.get(tokens, toRef(token)) ?? 0);
    if (cell === 0) return false;
    this.#tokens.delete(tokens, toRef(token));
    for (; cell !== 0; cell = this.#cells.nextOfToken.get(cell)) this.#unlink(registry, cell);
    return true;
  }

  /** Has those whose targets have died wait for their turn; how many cells were looked at. */
  findDue(registry: Word): number {
    const cells = this.#cells;
    let count = 0;
    let cell = this.#head(registry, CELLS);
    while (cell !== 0) {
      const next: Ref = cells.next.get(cell);
      count++;
      if (cells.target.get(cell) === 0) {
        this.#unlink(registry, cell);
        this.#link(registry, DUE, cell);
      }
      cell = next;
    }
    return count;
  }

  /** Takes out one whose turn it is; what it was registered with, undefined where there is none. */
  takeDue(registry: Word): Word | undefined {
    const cell = this.#head(registry, DUE);
    if (cell === 0) return undefined;
    this.#unlink(registry, cell);
    this.#unlinkFromToken(registry, cell);
    return this.#cells.held.getWord(cell);
  }

  #head(registry: Word, list: number): Ref {
    return toRef(this.#heap.read(registry, list));
  }

  #tokensOf(registry: Word): Ref {
    return toRef(this.#heap.read(registry, TOKENS));
  }

  #link(registry: Word, list: number, cell: Ref): void {
    const head = this.#head(registry, list);
    this.#cells.next.set(cell, head);
    this.#cells.previous.set(cell, 0);
    if (head !== 0) this.#cells.previous.set(head, cell);
    this.#heap.write(registry, list, cell);
  }

  #unlink(registry: Word, cell: Ref): void {
    const { next, previous } = this.#cells;
    const [before, after] = [previous.get(cell), next.get(cell)];
    if (after !== 0) previous.set(after, before);
    if (before !== 0) next.set(before, after);
    else this.#heap.write(registry, this.#head(registry, DUE) === cell ? DUE : CELLS, after);
  }

  #linkToToken(registry: Word, cell: Ref, token: Ref): void {
    const tokens = this.#tokensOf(registry);
    const head = toRef(this.#tokens.get(tokens, token) ?? 0);
    this.#tokens.set(tokens, token, cell);
    this.#cells.nextOfToken.set(cell, head);
    if (head !== 0) this.#cells.previousOfToken.set(head, cell);
  }

  #unlinkFromToken(registry: Word, cell: Ref): void {
    const { nextOfToken, previousOfToken } = this.#cells;
    const [before, after] = [previousOfToken.get(cell), nextOfToken.get(cell)];
    if (after !== 0) previousOfToken.set(after, before);
    if (before !== 0) nextOfToken.set(before, after);
    const token = this.#cells.token.get(cell);
    if (before !== 0 || token === 0) return;
    if (after === 0) this.#tokens.delete(this.#tokensOf(registry), token);
    else this.#tokens.set(this.#tokensOf(registry), token, after);
  }
}
