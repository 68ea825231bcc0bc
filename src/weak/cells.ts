// The cells of finalization registries: a target that is held weakly, what its callback is told
// when the target has died, and a token to take the cell back by.

import { isRef, type Ref, type SlotWord } from '../object/slot.ts';
import type { Liveness } from '../arena/reached-map.ts';
import type { Forwarding } from './listeners.ts';

/** One registration. */
export interface Cell {
  target: Ref;
  /** 0 where there is none, or once it has died. */
  token: Ref;
  /** Calls the registry's callback. */
  readonly tell: () => void;
}

/** The cells of one heap's registries. */
export class Cells {
  private readonly cells = new Set<Cell>();
  /** Those whose targets have died; they, too, can be taken back until they are told of. */
  private readonly ready = new Set<Cell>();
  /** By the reference that the token has now. */
  private byToken = new Map<SlotWord, Set<Cell>>();

  /** Cells whose targets have died and whose callbacks were not called yet. */
  get readyCount(): number {
    return this.ready.size;
  }

  add(cell: Cell): void {
    this.cells.add(cell);
    if (cell.token !== 0) this.index(cell);
  }

  /** Takes back the cells of a token that `isOwn`; whether there was one. */
  remove(token: Ref, isOwn: (cell: Cell) => boolean): boolean {
    const cells = this.byToken.get(token) ?? [];
    let hasAny = false;
    for (const cell of cells) {
      if (!isOwn(cell)) continue;
      this.drop(cell);
      hasAny = true;
    }
    return hasAny;
  }

  /** Has the callbacks of those be called whose targets are not reached. */
  clearDead(lives: Liveness): void {
    for (const cell of this.ready) this.clearToken(cell, lives);
    for (const cell of this.cells) {
      this.clearToken(cell, lives);
      if (lives.has(cell.target)) continue;
      this.cells.delete(cell);
      this.ready.add(cell);
    }
  }

  /**
   * Visits the cells whose callbacks are to be called, those too that come meanwhile; each is
   * forgotten before. Returns how many.
   */
  takeReady(visit: (cell: Readonly<Cell>) => void): number {
    let count = 0;
    for (const cell of this.ready) {
      this.drop(cell);
      visit(cell);
      count++;
    }
    return count;
  }

  forEach(visit: (cell: Readonly<Cell>) => void): void {
    this.cells.forEach(visit);
  }

  /** Follows objects that have moved. */
  follow(forward: Forwarding): void {
    this.byToken = new Map();
    for (const cell of this.cells) {
      cell.target = forward(cell.target);
      this.followToken(cell, forward);
    }
    for (const cell of this.ready) this.followToken(cell, forward);
  }

  private followToken(cell: Cell, forward: Forwarding): void {
    if (cell.token === 0) return;
    cell.token = forward(cell.token);
    this.index(cell);
  }

  private clearToken(cell: Cell, lives: Liveness): void {
    if (!isRef(cell.token) || lives.has(cell.token)) return;
    this.byToken.delete(cell.token);
    cell.token = 0;
  }

  private index(cell: Cell): void {
    const cells = this.byToken.get(cell.token);
    if (cells === undefined) this.byToken.set(cell.token, new Set([cell]));
    else cells.add(cell);
  }

  private drop(cell: Cell): void {
    this.cells.delete(cell);
    this.ready.delete(cell);
    if (cell.token === 0) return;
    const cells = this.byToken.get(cell.token);
    cells?.delete(cell);
    if (cells?.size === 0) this.byToken.delete(cell.token);
  }
}
