import { expect } from 'chai';
import {
  Heap,
  integerWord,
  LayoutError,
  MisuseError,
  type Ref,
  ValueError,
} from '../../src/index.ts';
import { inEveryMode } from '../support/modes.ts';
import { expectRefused } from '../support/wrong.ts';

const POINT = { x: 'f64', y: 'f64' } as const;

function open(heap: Heap) {
  const Body = heap.layout('Body', {
    mass: 'f32',
    pos: POINT,
    links: { next: 'ref', any: 'value', deep: { on: 'bool', at: POINT } },
    tag: 'u8',
  });
  return { heap, Body };
}

describe('a struct in a layout', () => {
  inEveryMode((mode, openHeap) => {
    it(`has accessors of its own, and is given its first values in an object, mode ${mode}`, () => {
      const { heap, Body } = open(openHeap());
      const first = heap.root(Body.new());
      const body = heap.root(
        Body.new({
          mass: 2,
          pos: { x: 0.5 },
          links: { next: first.ref, any: -7, deep: { on: true, at: { y: 8 } } },
          tag: 9,
        }),
      );
      Body.pos.y.set(body.ref, 1.5);
      Body.links.deep.at.x.set(first.ref, 3);
      if (mode !== 'never') heap.collect({ compact: true });
      const { ref } = body;
      expect([Body.mass.get(ref), Body.pos.x.get(ref), Body.pos.y.get(ref)]).to.deep.equal([
        2, 0.5, 1.5,
      ]);
      const { next, any, deep } = Body.links;
      expect(next.get(ref)).to.equal(first.ref);
      expect([any.get(ref), deep.on.get(ref), deep.at.y.get(ref)]).to.deep.equal([-7, true, 8]);
      expect([Body.tag.get(ref), deep.at.x.get(first.ref)]).to.deep.equal([9, 3]);
      heap.verify();
    });
  });

  it('keeps alive what its references refer to', () => {
    const { heap, Body } = open(new Heap({ limit: 1 << 20, collect: 'explicit' }));
    const kept = heap.root(
      Body.newWords({ links: { next: Body.new({ tag: 1 }), any: Body.new({ tag: 2 }) } }),
    );
    Body.new();
    expect(heap.collect().liveObjects).to.equal(3);
    const any = Body.links.any.getWord(kept.ref) as Ref;
    expect([Body.tag.get(Body.links.next.get(kept.ref)), Body.tag.get(any)]).to.deep.equal([1, 2]);
    expect(Body.links.any.getWord(Body.newWords({ links: { any: integerWord(4) } }))).to.equal(8);
  });

  it('takes the kinds of another layout, which nobody can change', () => {
    const { heap, Body } = open(new Heap({ limit: 1 << 20, collect: 'explicit' }));
    const Point = heap.layout('Point', POINT);
    const Line = heap.layout('Line', { from: Point.kinds, to: Point.kinds });
    const line = Line.new({ from: { x: 1, y: 2 }, to: { x: 3, y: 4 } });
    expect([Line.from.y.get(line), Line.to.x.get(line)]).to.deep.equal([2, 3]);
    expect(heap.describe(line)).to.match(/\{ from\.x: 1, from\.y: 2, to\.x: 3, to\.y: 4 \}$/);
    expect(Object.isFrozen(Body.kinds.links.deep) && Object.isFrozen(Body.links.deep)).to.equal(
      true,
    );
    expect(Line.bytes).to.equal(4 + 4 + 32);
  });

  it('is refused where its values are no object, or do not fit, and nothing is made', () => {
    const { heap, Body } = open(new Heap({ limit: 1 << 20, collect: 'explicit' }));
    for (const pos of [5, null, 'x', true])
      expectRefused(heap, () => Body.new({ pos: pos as never }), 'ValueError');
    expectRefused(heap, () => Body.new({ links: { deep: { at: 1 as never } } }), 'ValueError');
    expect(() => Body.new({ links: { any: 0.5 } })).to.throw(ValueError, 'field links.any');
    // @ts-expect-error there is no z in it
    expect(Body.pos.y.get(Body.new({ pos: { z: 1 } }))).to.equal(0);
    // @ts-expect-error nor is it a field itself
    expect(Body.pos.get).to.equal(undefined);
  });

  it('may have a field of any name', () => {
    const heap = new Heap({ limit: 1 << 20, collect: 'explicit' });
    const Odd = heap.layout('Odd', { new: { id: 'u8', constructor: 'u8', "it's": 'u8' } });
    const odd = Odd.new({ new: { id: 1, constructor: 2, "it's": 3 } });
    const { id, constructor, "it's": its } = Odd.fields.new;
    expect([id.get(odd), constructor.get(odd), its.get(odd)]).to.deep.equal([1, 2, 3]);
    expect(constructor.get(Odd.new({ new: {} }))).to.equal(0);
  });

  it('is refused where a field has its name already, or where it has no end', () => {
    const heap = new Heap({ limit: 1 << 20, collect: 'explicit' });
    const circle: Record<string, never> = {};
    circle['next'] = circle as never;
    expect(() => heap.layout('Two', { 'a.b': 'u8', a: { b: 'u8' } })).to.throw(
      LayoutError,
      'two fields that are called a.b',
    );
    expect(() => heap.layout('Circle', circle)).to.throw(LayoutError, 'deep');
    expect(() => heap.layout('No', { a: { b: 'float' as 'f32' } })).to.throw(
      LayoutError,
      "No.a.b has kind 'float'",
    );
    expect(heap.layout('First', {}).id).to.equal(1);
  });

  it('is looked at in checked mode as all fields are', () => {
    const { heap, Body } = open(new Heap({ limit: 1 << 20, collect: 'explicit', checked: true }));
    const dead = Body.new();
    heap.collect();
    expect(() => Body.new({ links: { next: dead } })).to.throw(MisuseError, 'Body.links.next');
    expect(() => Body.pos.x.get(dead)).to.throw(MisuseError, 'Body.pos.x');
  });
});
