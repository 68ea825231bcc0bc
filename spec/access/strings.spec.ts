import { expect } from 'chai';
import fc from 'fast-check';
import { BadRequestError, HandleError, LayoutError, type Ref } from '../../src/index.ts';
import { inEveryMode } from '../support/modes.ts';
import { openPairs, QUIET } from '../support/pairs.ts';
import { withSeed } from '../support/random.ts';
import { expectRefused, NO_REFS, asRef } from '../support/wrong.ts';

const TEXTS = [
  '',
  'a',
  'ab',
  'abc',
  'ÿ',
  'Ā',
  '\0',
  '\0\0',
  'naïve',
  '日本',
  '😀',
  '\ud83d',
  'x'.repeat(5000),
  '語'.repeat(9000),
];

const open = (options = {}) => {
  const { heap } = openPairs({ ...QUIET, ...options });
  return { heap, Text: heap.stringLayout('Text') };
};

describe('strings of a heap', () => {
  it('give back their text, its length and its units, whatever they are', () => {
    const { heap, Text } = open();
    for (const text of TEXTS) {
      const root = heap.root(Text.new(text));
      expect(Text.read(root.ref)).to.equal(text);
      expect(Text.length(root.ref)).to.equal(text.length);
      const last = text.length - 1;
      if (last >= 0) expect(Text.charCodeAt(root.ref, last)).to.equal(text.charCodeAt(last));
      for (const index of [-1, text.length, 0.5, NaN])
        expect(() => Text.charCodeAt(root.ref, index)).to.throw(BadRequestError);
    }
    heap.verify();
  });

  it('take a byte a unit where that is enough, and two otherwise', () => {
    const { heap, Text } = open();
    const words = (text: string): number => heap.payloadWords(Text.new(text));
    expect(words('x'.repeat(1000))).to.be.within(252, 254);
    expect(words(`${'x'.repeat(999)}語`)).to.be.within(502, 504);
  });

  it('are equal, ordered and hashed as JavaScript’s', () => {
    const { Text } = open();
    const refs = TEXTS.map((text) => Text.new(text));
    const again = TEXTS.map((text) => Text.new(text));
    TEXTS.forEach((one, i) =>
      TEXTS.forEach((other, j) => {
        expect(Text.equals(refs[i]!, again[j]!)).to.equal(one === other);
        expect(Text.holds(refs[i]!, other)).to.equal(one === other);
        const order = one === other ? 0 : one < other ? -1 : 1;
        expect(Text.compare(refs[i]!, again[j]!)).to.equal(order);
        if (one === other) expect(Text.hash(refs[i]!)).to.equal(Text.hash(again[j]!));
      }),
    );
    expect(new Set(refs.map((ref) => Text.hash(ref)))).to.have.lengthOf(TEXTS.length);
  });

  it('do so for random texts', () => {
    const { heap, Text } = open();
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    const text = fc.oneof(fc.string(), fc.string({ unit, maxLength: 40 }));
    const seed = 20261127;
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = [Text.new(one), Text.new(other)];
        expect([Text.read(a), Text.read(b)]).to.deep.equal([one, other]);
        expect(Text.equals(a, b)).to.equal(one === other);
        expect(Text.compare(a, b)).to.equal(one === other ? 0 : one < other ? -1 : 1);
      }),
      { seed, numRuns: 300 },
    );
    heap.verify();
  });

  it('refuse what is no text, no string of theirs, and another length than theirs', () => {
    const { heap, Text } = open();
    const Raw = heap.bytesLayout('Raw');
    const bytes = Raw.new(3);
    const ref = Text.new('a');
    for (const wrong of [null, undefined, 5, {}, ['a']]) {
      expectRefused(heap, () => Text.new(wrong as never), 'BadRequestError');
      expectRefused(heap, () => Text.holds(ref, wrong as never), 'BadRequestError');
    }
    for (const wrong of [...NO_REFS.map(asRef), 0 as Ref, bytes])
      for (const call of [
        () => Text.read(wrong),
        () => Text.length(wrong),
        () => Text.charCodeAt(wrong, 0),
        () => Text.equals(ref, wrong),
        () => Text.equals(wrong, ref),
        () => Text.compare(ref, wrong),
        () => Text.holds(wrong, 'a'),
        () => Text.hash(wrong),
      ])
        expectRefused(heap, call, 'HandleError');
    expect(() => Raw.view(ref)).to.throw(HandleError, 'another layout');
  });
});

inEveryMode((mode, openHeap) =>
  describe(`interned strings (${mode})`, () => {
    it('are one object for equal texts, and gone when nobody holds them', () => {
      const heap = openHeap();
      const Text = heap.stringLayout('Text');
      const names = heap.internTable(Text);
      const held = TEXTS.map((text) => heap.root(names.of(text)));
      for (let i = 0; i < 3000; i++) names.of(`name ${i}`);
      heap.collect({ compact: true });
      TEXTS.forEach((text, i) => {
        expect(names.of(text)).to.equal(held[i]!.ref);
        expect(Text.read(held[i]!.ref)).to.equal(text);
      });
      if (mode === 'never') return expect(names.size).to.equal(TEXTS.length + 3000);
      expect(names.size).to.equal(TEXTS.length);
      expect(names.find('name 7')).to.equal(0);
      for (const root of held) root.release();
      heap.collect();
      expect([names.size, heap.stats().roots]).to.deep.equal([0, 0]);
      heap.verify();
      return undefined;
    });

    it('are what a Map of texts would say, whatever is held and let go', () => {
      const heap = openHeap();
      const Text = heap.stringLayout('Text');
      const names = heap.internTable(Text);
      const model = new Map<string, ReturnType<typeof heap.root>>();
      withSeed(12345, (random) => {
        for (let step = 0; step < 1500; step++) {
          const text = `${'語'.repeat(random.below(2))}${random.below(200)}`;
          const known = model.get(text);
          if (random.below(3) === 0) {
            known?.release();
            model.delete(text);
          } else {
            const ref = names.of(text);
            if (known === undefined) model.set(text, heap.root(ref));
            else expect(ref).to.equal(known.ref);
          }
          if (random.below(100) === 0) heap.collect({ compact: random.below(2) === 0 });
        }
      });
      heap.collect();
      for (const [text, root] of model) {
        expect(names.find(text)).to.equal(root.ref);
        expect(Text.read(root.ref)).to.equal(text);
      }
      if (mode !== 'never') expect(names.size).to.equal(model.size);
      heap.verify();
    });
  }),
);

describe('a table of interned strings', () => {
  it('keeps one string where a listener interns the same text meanwhile', () => {
    const { heap, Text } = open({ collect: 'automatic', stress: { collectEvery: 1 } });
    const names = heap.internTable(Text);
    const roots = new Set<number>();
    heap.onCollection(() => {
      if (roots.size === 0) roots.add(heap.root(names.of('same')).ref);
    });
    const ref = names.of('same');
    expect([...roots]).to.deep.equal([ref]);
    expect(names.size).to.equal(1);
  });

  it('is for a layout of its heap', () => {
    const { heap } = open();
    const other = open();
    for (const wrong of [other.Text, heap.bytesLayout('Raw'), null, 5, {}])
      expect(() => heap.internTable(wrong as never)).to.throw(LayoutError, 'no layout of strings');
  });

  it('goes on after a trim, and ends with its heap', () => {
    const { heap, Text } = open();
    const names = heap.internTable(Text);
    const root = heap.root(names.of('kept'));
    heap.trim();
    expect(names.of('kept')).to.equal(root.ref);
    expect(() => names.of(5 as never)).to.throw(BadRequestError);
    heap.dispose();
    expect(() => names.of('kept')).to.throw('disposed of');
    expect(() => names.find('kept')).to.throw('disposed of');
  });
});
