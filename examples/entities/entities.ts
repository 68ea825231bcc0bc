// An entity store in a heap: entities with a name, a kind and a place. Names are strings of the
// heap; kinds are interned, so that to ask for one is to compare references.

import { type Heap, type Ref, type Root } from '../../src/index.ts';

const FIRST_CAPACITY = 16;

/** What a program gives, and gets back. */
export interface Entity {
  readonly name: string;
  readonly kind: string;
  readonly x: number;
  readonly y: number;
}

/** Entities by number. */
export class EntityStore {
  private readonly Entity;
  private readonly Text;
  private readonly Slots;
  private readonly kinds;
  private readonly slots: Root;
  private count = 0;

  constructor(private readonly heap: Heap) {
    this.Entity = heap.layout('Entity', { label: 'ref', kind: 'ref', x: 'f64', y: 'f64' });
    this.Text = heap.stringLayout('Text');
    this.Slots = heap.arrayLayout('Entities', 'ref');
    this.kinds = heap.internTable(this.Text);
    this.slots = heap.root(this.Slots.new(FIRST_CAPACITY));
  }

  /** Kinds that some entity has, as of the last collection, and those that came since. */
  get kindCount(): number {
    return this.kinds.size;
  }

  /** Adds an entity; its number. */
  add({ name, kind, x, y }: Entity): number {
    this.reserve(this.count + 1);
    return this.heap.scope((scope) => {
      const label = scope.root(this.Text.new(name));
      const interned = scope.root(this.kinds.of(kind));
      const entity = this.Entity.new({ label: label.ref, kind: interned.ref, x, y });
      this.Slots.set(this.slots.ref, this.count, entity);
      return this.count++;
    });
  }

  get(number: number): Entity | undefined {
    const entity = this.Slots.get(this.slots.ref, number) as Ref;
    if (entity === 0) return undefined;
    const { label, kind, x, y } = this.Entity;
    return {
      name: this.Text.read(label.get(entity)),
      kind: this.Text.read(kind.get(entity)),
      x: x.get(entity),
      y: y.get(entity),
    };
  }

  remove(number: number): void {
    this.Slots.set(this.slots.ref, number, 0);
  }

  /** Numbers of all entities of a kind, in the order of their names. */
  ofKind(kind: string): number[] {
    const wanted = this.kinds.find(kind);
    if (wanted === 0) return [];
    const found: { readonly number: number; readonly label: Ref }[] = [];
    for (let number = 0; number < this.count; number++) {
      const entity = this.Slots.get(this.slots.ref, number) as Ref;
      if (entity !== 0 && this.Entity.kind.get(entity) === wanted)
        found.push({ number, label: this.Entity.label.get(entity) });
    }
    found.sort((one, other) => this.Text.compare(one.label, other.label));
    return found.map(({ number }) => number);
  }

  /** Makes room for so many. A longer array takes what the old one held by one copy. */
  private reserve(count: number): void {
    const capacity = this.Slots.length(this.slots.ref);
    if (count <= capacity || this.Slots.growInPlace(this.slots.ref, capacity * 2)) return;
    const longer = this.Slots.new(capacity * 2);
    this.Slots.copy(this.slots.ref, longer);
    this.slots.ref = longer;
  }
}
