// Interned strings: one object for all equal texts, so that who compares texts compares references.
//
// The table holds its strings weakly. It is open addressing with linear probing, with references
// alone in it: hash and text are read from the strings. It is at most half full.

import { checkArgument, instanceOf, shown, text as TEXT } from '../memory/check.ts';
import { LayoutError } from '../memory/errors.ts';
import { showAs } from '../memory/opaque.ts';
import type { Ref } from '../object/slot.ts';
import type { Forwarding, LivenessTest } from '../weak/listeners.ts';
import { ControlPlane } from '../control/control-plane.ts';
import { StringLayout } from './strings.ts';
import { hashText } from './text.ts';

const LEAST_PLACES = 16;

/** A table of strings in which a text is once. Made by `heap.internTable`. */
export class InternTable {
  /** What tells this table from others. */
  readonly identity = Symbol('intern table');
  readonly #plane: ControlPlane;
  readonly #layout: StringLayout;
  /** References, 0 where nothing is; a power of two of them. */
  #places = new Int32Array(LEAST_PLACES);
  #size = 0;

  constructor(plane: ControlPlane, layout: StringLayout) {
    this.#plane = checkArgument('InternTable', 'plane', plane, instanceOf(ControlPlane));
    if (!(layout instanceof StringLayout) || !layout.isOf(plane))
      throw new LayoutError(
        `internTable: ${shown(layout)} is no layout of strings that this heap made`,
      );
    this.#layout = layout;
    plane.weak.addTable(
      (isLive) => this.#prune(isLive),
      (forward) => this.#follow(forward),
    );
  }

  static {
    showAs(InternTable, (table) => `InternTable { ${table.#size} of ${table.#layout.name} }`);
  }

  /** Strings in the table; those that died since the last collection are counted. */
  get size(): number {
    return this.#size;
  }

  /**
   * The string of this text: the one that the table holds, or a new one. It goes when nobody else
   * holds it: like every new object, it is to be held before the next point where a collection can
   * happen. Throws what `new` of the layout throws.
   */
  of(text: string): Ref {
    const found = this.find(text);
    if (found !== 0) return found;
    const made = this.#layout.new(text);
    // What was called while it was allocated may have interned the same text, and collections have
    // moved what is here.
    const meanwhile = this.find(text);
    if (meanwhile !== 0) return meanwhile;
    if ((this.#size + 1) * 2 > this.#places.length) this.#refill(this.#held(), this.#size + 1);
    this.#insert(made);
    return made;
  }

  /**
   * The string of this text if the table holds it, otherwise 0. Throws BadRequestError for what is
   * no string, DisposedError.
   */
  find(text: string): Ref {
    this.#plane.gate.checkUsable('find');
    checkArgument('InternTable', 'text', text, TEXT);
    const mask = this.#places.length - 1;
    const hash = hashText(text);
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const ref = this.#places[place] as Ref;
      if (ref === 0) return 0 as Ref;
      if (this.#layout.hash(ref) === hash && this.#layout.holds(ref, text)) return ref;
    }
  }

  /** Forgets what is dead. */
  #prune(isLive: LivenessTest): void {
    const held = this.#held();
    const living = held.filter((ref) => isLive(ref));
    if (living.length < held.length) this.#refill(living, living.length);
  }

  #follow(forward: Forwarding): void {
    this.#places.forEach((ref, place) => {
      if (ref !== 0) this.#places[place] = forward(ref as Ref);
    });
  }

  #held(): readonly Ref[] {
    return [...this.#places].filter((ref) => ref !== 0) as Ref[];
  }

  /** Begins anew with these, and with room for `size`. */
  #refill(refs: readonly Ref[], size: number): void {
    let places = LEAST_PLACES;
    while (places < size * 2) places *= 2;
    // Twice as much as is needed, so that the next few take no other table.
    this.#places = new Int32Array(places * 2);
    this.#size = 0;
    for (const ref of refs) this.#insert(ref);
  }

  #insert(ref: Ref): void {
    const mask = this.#places.length - 1;
    let place = this.#layout.hash(ref) & mask;
    while (this.#places[place] !== 0) place = (place + 1) & mask;
    this.#places[place] = ref;
    this.#size++;
  }
}
