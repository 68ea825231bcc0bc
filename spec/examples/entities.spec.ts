import { expect } from 'chai';
import { type Entity, EntityStore } from '../../examples/entities/entities.ts';
import { inEveryMode } from '../support/modes.ts';

const KINDS = ['tree', 'stone', 'Fluß', '鳥'];

const entityOf = (number: number): Entity => ({
  name: `${number % 3 === 0 ? 'é' : 'e'} ${(number * 7919) % 1000}`,
  kind: KINDS[number % KINDS.length]!,
  x: number / 2,
  y: -number,
});

inEveryMode((mode, open) =>
  describe(`examples/entities (${mode})`, () => {
    it('holds entities by number, and finds those of a kind in the order of their names', () => {
      const heap = open();
      const store = new EntityStore(heap);
      const model = Array.from({ length: 500 }, (_, number) => entityOf(number));
      for (const entity of model) store.add(entity);
      for (let number = 0; number < 500; number += 5) store.remove(number);
      heap.collect({ compact: true });
      model.forEach((entity, number) =>
        expect(store.get(number)).to.deep.equal(number % 5 === 0 ? undefined : entity),
      );
      for (const kind of KINDS) {
        const names = store.ofKind(kind).map((number) => store.get(number)!.name);
        const expected = model.filter((entity, number) => number % 5 > 0 && entity.kind === kind);
        expect(names).to.deep.equal(expected.map(({ name }) => name).sort());
      }
      expect(store.ofKind('nothing')).to.deep.equal([]);
      heap.verify();
    });

    it('forgets a kind with its last entity', () => {
      const heap = open();
      const store = new EntityStore(heap);
      KINDS.forEach((kind) => store.add({ name: 'one', kind, x: 0, y: 0 }));
      store.remove(1);
      heap.collect();
      expect(store.kindCount).to.equal(mode === 'never' ? 4 : 3);
      expect(store.ofKind(KINDS[2]!)).to.deep.equal([2]);
    });
  }),
);
