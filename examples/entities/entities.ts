// An entity store in a heap: entities with a name, a kind and a place. Names are strings of the
// heap; kinds are interned, so that to ask for one is to compare references. A place is a struct in
// the entity itself.

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

  constructor(heap: Heap) {
    this.Entity = heap.layout('Entity', {
      name: 'ref',
      kind: 'ref',
      place: { x: 'f64', y: 'f64' },
    });
    this.Text = heap.stringLayout('Text');
    this.Slots = heap.arrayLayout('Entities', 'ref');
    this.kinds = heap.internTable(this.Text);
    this.slots = heap.root(this.Slots.new(FIRST_CAPACITY));
  }

  /** Kinds that some entity has, as of the last collection, and those that came since. */
  get kindCount(): number {
    return this.kinds.size;
  }

  /**
   * Adds an entity; its number. What was made last lives through a collection that the next
   * allocation brings about, and so does what `new` is given: so nothing here needs a root.
   */
  add({ name, kind, x, y }: Entity): number {
    this.reserve(this.count + 1);
    const entity = this.Entity.new({
      name: this.Text.new(name),
      kind: this.kinds.of(kind),
      place: { x, y },
    });
    this.Slots.set(this.slots.ref, this.count, entity);
    return this.count++;
  }

  get(number: number): Entity | undefined {
    const entity = this.Slots.get(this.slots.ref, number);
    if (entity === 0) return undefined;
    // A layout has a name itself; the field of that name is among the fields.
    const { name, kind, place } = this.Entity.fields;
    return {
      name: this.Text.read(name.get(entity)),
      kind: this.Text.read(kind.get(entity)),
      x: place.x.get(entity),
      y: place.y.get(entity),
    };
  }

  remove(number: number): void {
    this.Slots.set(this.slots.ref, number, 0);
  }

  /** Numbers of all entities of a kind, in the order of their names. */
  ofKind(kind: string): number[] {
    const wanted = this.kinds.find(kind);
    if (wanted === 0) return [];
    const found: { readonly number: number; readonly name: Ref }[] = [];
    this.Slots.forEach(this.slots.ref, (entity, number) => {
      if (entity !== 0 && this.Entity.kind.get(entity) === wanted)
        found.push({ number, name: this.Entity.fields.name.get(entity) });
    });
    found.sort((one, other) => this.Text.compare(one.name, other.name));
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
