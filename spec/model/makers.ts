// What the objects of a model's heap are made by, and what is called when those die that have
// finalizers.

import { type Finalizer, type Heap, type Ref } from '../../src/index.ts';
import { PAIR, type Shape, SHAPES } from './shapes.ts';

const VALUES = { tag: 'value', left: 'ref', last: 'i32' } as const;
const WATCHER = { ...VALUES, near: 'weak', far: 'weak' } as const;
/** Every so manyth watcher watches itself from the start. */
const CYCLIC = 3;

/** Whether a new object watches itself. */
export function isCyclic(shape: number, tag: number): boolean {
  return SHAPES[shape]!.name === 'watcher' && tag % CYCLIC === 0;
}

/** The layouts that have to do with weakness. */
class WeakMakers {
  readonly maps;
  readonly sets;
  readonly watcher;
  readonly closer;
  readonly late;
  readonly mapped;
  readonly grouped;

  constructor(heap: Heap, finalize: Finalizer) {
    this.maps = heap.weakMapLayout('Map');
    this.sets = heap.weakSetLayout('Set');
    this.watcher = heap.layout('watcher', WATCHER);
    this.closer = heap.layout('closer', VALUES, { finalize });
    const late = { tag: 'value', left: 'ref', near: 'weak', last: 'i32' } as const;
    this.late = heap.layout('late', late, { finalize, priority: 1 });
    const holder = { tag: 'value', table: 'ref', left: 'ref', last: 'i32' } as const;
    this.mapped = heap.layout('mapped', holder);
    this.grouped = heap.layout('grouped', holder);
  }

  make(index: number, tag: number): Ref {
    const values = { tag, last: ~tag };
    switch (SHAPES[index]!.name) {
      case 'watcher':
        if (!isCyclic(index, tag)) return this.watcher.new(values);
        return this.watcher.newCyclic((self) => ({ ...values, near: self }));
      case 'closer':
        return this.closer.new(values);
      case 'late':
        return this.late.new(values);
      case 'mapped':
        return this.mapped.new(values);
      default:
        return this.grouped.new(values);
    }
  }

  store(name: string, ref: Ref, slot: number, to: Ref): void {
    if (name === 'watcher')
      this.watcher[slot === 1 ? 'left' : slot === 2 ? 'near' : 'far'].set(ref, to);
    else if (name === 'closer') this.closer.left.set(ref, to);
    else if (name === 'late') this.late[slot === 1 ? 'left' : 'near'].set(ref, to);
    else if (name === 'mapped') this.mapped[slot === 1 ? 'table' : 'left'].set(ref, to);
    else this.grouped[slot === 1 ? 'table' : 'left'].set(ref, to);
  }
}

/** What the objects of a heap are made by. */
export class Makers {
  readonly weak: WeakMakers;
  private readonly pairs;
  private readonly arrays;
  private readonly bytes;
  private readonly raws: readonly number[];
  /** Where an object of a layout has its tag, by the number of the layout. */
  private readonly tags = new Map<number, Shape>();

  /** @param finalize called with objects whose layouts have finalizers. */
  constructor(
    private readonly heap: Heap,
    finalize: Finalizer,
  ) {
    this.pairs = heap.layout('Pair', { tag: 'value', left: 'ref', right: 'ref', last: 'i32' });
    this.arrays = heap.arrayLayout('Array', 'value');
    this.bytes = heap.bytesLayout('Bytes');
    this.raws = SHAPES.map(({ name, tagAt, isTagRaw, linksAt, lastAt, isOpen }) => {
      if (!name.startsWith('raw')) return 0;
      const slots = isTagRaw ? 0 : Math.max(tagAt, ...linksAt) + 1;
      return heap.rawLayout(name, isOpen && lastAt === -1 ? 'all' : slots).id;
    });
    this.weak = new WeakMakers(heap, finalize);
    SHAPES.forEach((shape, index) => this.tags.set(this.layoutOf(shape, index), shape));
  }

  /** A new object, with its number in it; `left` is for pairs, whose layout stores it. */
  make(index: number, tag: number, left: Ref): Ref {
    const shape = SHAPES[index]!;
    const { heap } = this;
    if (shape === PAIR) return this.pairs.new({ tag, left, last: ~tag });
    if (isWeak(shape)) return this.weak.make(index, tag);
    const ref = this.makeZeroed(index, shape);
    const { words } = heap;
    const payload = (ref >>> 2) + 1;
    const first = shape.name.startsWith('raw') ? 0 : 1;
    for (let word = payload + first; word < payload + shape.words; word++)
      if (words[word] !== 0) throw new Error(`a new ${shape.name} has ${words[word]} in it`);
    if (shape.isTagRaw) words[payload + shape.tagAt] = tag << 1;
    else heap.write(ref, shape.tagAt, tag << 1);
    if (shape.lastAt > shape.tagAt) words[payload + shape.lastAt] = ~tag;
    return ref;
  }

  /** Stores a reference into a slot, by what the layout has for it. */
  store(index: number, ref: Ref, slot: number, to: Ref): void {
    const shape = SHAPES[index]!;
    if (shape === PAIR) this.pairs[slot === 1 ? 'left' : 'right'].set(ref, to);
    else if (shape.name.startsWith('array')) this.arrays.setWord(ref, slot - 1, to);
    else if (isWeak(shape)) this.weak.store(shape.name, ref, slot, to);
    else this.heap.write(ref, slot, to);
  }

  /** Makes an object so many words longer where it is. */
  grow(index: number, ref: Ref, words: number): boolean {
    if (!SHAPES[index]!.name.startsWith('array')) return this.heap.growInPlace(ref, words);
    return this.arrays.growInPlace(ref, words - 1);
  }

  /** The objects that no collection has found dead, by their tags. */
  byTag(): Map<number, Ref> {
    const found = new Map<number, Ref>();
    const { heap, tags } = this;
    heap.forEachObject((ref) => {
      const shape = tags.get(heap.headerOf(ref).layout?.id ?? -1);
      if (shape !== undefined) found.set(heap.words[(ref >>> 2) + 1 + shape.tagAt]! >> 1, ref);
    });
    return found;
  }

  private layoutOf({ name }: Shape, index: number): number {
    if (name.startsWith('raw')) return this.raws[index]!;
    if (name.startsWith('array')) return this.arrays.id;
    if (name.startsWith('bytes')) return this.bytes.id;
    return name === 'pair' ? this.pairs.id : this.weak[name as 'watcher'].id;
  }

  private makeZeroed(index: number, { name, words }: Shape): Ref {
    if (name.startsWith('array')) return this.arrays.new(words - 1);
    if (name.startsWith('bytes')) return this.bytes.new(Number(name.slice(6)));
    return this.heap.allocateRaw(this.raws[index]!, words);
  }
}

function isWeak({ weakAt, mapAt, priority }: Shape): boolean {
  return weakAt.length > 0 || mapAt >= 0 || priority !== undefined;
}
