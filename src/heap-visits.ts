// What a program can look at in a heap: its objects, its arenas, and what a header says.

import { callable, checkArgument, wholeNumber } from './memory/check.ts';
import { HOST_BITS, HOST_MASK, HOST_SHIFT } from './object/header.ts';
import type { FieldPlace, LayoutRecord } from './object/layout.ts';
import { addressOf, isRef, type Ref } from './object/slot.ts';
import { HeapListeners } from './heap-listeners.ts';
import { ArenaWalk } from './visit/arena-walk.ts';
import { type ArenaHeap, ArenaInfo } from './visit/arena-info.ts';
import { type BlockHeader, readHeader } from './visit/block.ts';
import { FieldReader } from './visit/fields.ts';
import { forEachObject, isMarked, objectAt } from './visit/objects.ts';
import type { FieldContent } from './visit/readers.ts';

const CALLBACK = callable<unknown>();
const ADDRESS = wholeNumber(0, 2 ** 32 - 1);
const FLAGS = wholeNumber(0, (1 << HOST_BITS) - 1);

/**
 * The part of a heap that looks. During a visit the heap can be read and given roots, and no more.
 */
export class HeapVisits extends HeapListeners {
  /**
   * Visits every object that lives, as far as is known: those that the last collection found, and
   * those made since. Throws what `visit` throws, ReenteredError in the middle of a collection.
   */
  forEachObject(visit: (ref: Ref) => void): void {
    checkArgument('forEachObject', 'visit', visit, CALLBACK);
    this.plane.gate.visit('forEachObject', () => forEachObject(this.plane.parts, visit));
  }

  /**
   * The heap's arenas, with figures of this moment. Their blocks can be visited until the next
   * collection.
   */
  arenas(): ArenaInfo[] {
    const { plane } = this;
    const heap: ArenaHeap = {
      parts: plane.parts,
      get collections() {
        return plane.log.collections;
      },
      visit: (call, body) => plane.gate.visit(call, body),
    };
    return plane.gate.visit('arenas', () => {
      const { arenas } = plane.parts;
      const walk = new ArenaWalk(plane.parts);
      const found: ArenaInfo[] = [];
      arenas.forEachArena(arenas.head, 0, (arena) => {
        found.push(new ArenaInfo(heap, walk, arena));
      });
      return found;
    });
  }

  /**
   * Whether the last collection found the object alive; false for what was made since. Throws
   * HandleError for null and for what is no reference of this heap; so do all below.
   */
  isMarked(ref: Ref): boolean {
    return isMarked(this.plane.parts, this.placeOf(ref));
  }

  /** What the header of an object says. */
  headerOf(ref: Ref): BlockHeader {
    return readHeader(this.plane.parts, this.placeOf(ref));
  }

  /**
   * The object in which an address lies, header included; 0 where none that lives does. For what
   * points into the middle of one.
   *
   * @param address in bytes, 0 … 4 GiB.
   */
  refAt(address: number): Ref {
    this.plane.gate.checkUsable('refAt');
    checkArgument('refAt', 'address', address, ADDRESS);
    return objectAt(this.plane.parts, address);
  }

  /** The two flags in an object's header that belong to the host, 0 … 3; a new object has 0. */
  flagsOf(ref: Ref): number {
    const word = this.plane.views.words[this.addressOf(ref) >>> 2]!;
    return (word & HOST_MASK) >>> HOST_SHIFT;
  }

  /** Sets these flags. Throws BadRequestError for what is none of 0 … 3. */
  setFlags(ref: Ref, flags: number): void {
    const at = this.addressOf(ref) >>> 2;
    checkArgument('setFlags', 'flags', flags, FLAGS);
    const { words } = this.plane.views;
    words[at] = (words[at]! & ~HOST_MASK) | (flags << HOST_SHIFT);
  }

  /**
   * Visits the fields of an object, in the order in which they lie, with what they hold: references
   * and words of `value` fields as they are. A layout without field names has none.
   */
  forEachField(ref: Ref, visit: (field: FieldPlace, content: FieldContent) => void): void {
    this.addressOf(ref);
    checkArgument('forEachField', 'visit', visit, CALLBACK);
    new FieldReader(this.plane.parts).forEachField(ref, visit);
  }

  /**
   * Visits the references in an object, with the number of the slot, counted from behind the
   * header.
   */
  forEachReference(ref: Ref, visit: (ref: Ref, slot: number) => void): void {
    this.addressOf(ref);
    checkArgument('forEachReference', 'visit', visit, CALLBACK);
    new FieldReader(this.plane.parts).forEachSlot(ref, (slot, word) => {
      if (isRef(word)) visit(word, slot);
    });
  }

  /**
   * An object in a line: `Pair at 0x8010 { left: Pair at 0x8000, right: 0 }`. Of a string its text
   * in quotes, of a long one the first 60 units; of a long array the first 16 elements.
   */
  describe(ref: Ref): string {
    this.placeOf(ref);
    return new FieldReader(this.plane.parts).describe(ref);
  }

  /** The layout of an object. */
  layoutOf(ref: Ref): LayoutRecord | undefined {
    this.addressOf(ref);
    return new FieldReader(this.plane.parts).layoutAt(ref);
  }

  /** The address of an object of this heap, be it dead. */
  private placeOf(ref: Ref): number {
    this.plane.roots.checkPlace(ref);
    return addressOf(ref);
  }

  /** The address of an object of this heap. */
  private addressOf(ref: Ref): number {
    this.plane.roots.checkObject(ref);
    return addressOf(ref);
  }
}
