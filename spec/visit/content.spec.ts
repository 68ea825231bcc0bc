import { expect } from 'chai';
import { AddressSpace, Heap, type HeapOptions, type Ref } from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';

const open = (options: HeapOptions = {}): Heap =>
  new Heap({ space: new AddressSpace({ reserve: 16 * MIB }), ...options });

describe('a description of an object', () => {
  it('has the text of a string, wherever something refers to it', () => {
    const heap = open();
    const Pair = heap.layout('Pair', { left: 'ref', right: 'ref', value: 'i32' });
    const Name = heap.stringLayout('Name');
    const shown = (ref: Ref) => heap.describe(ref).replaceAll(/ at 0x\w+/g, '');
    expect(shown(Name.new('tide'))).to.equal('Name "tide"');
    expect(shown(Name.new(''))).to.equal('Name ""');
    expect(shown(Name.new('"\n語\ud800'))).to.equal(String.raw`Name "\"\n語\ud800"`);
    expect(shown(Name.new('x'.repeat(60)))).to.equal(`Name "${'x'.repeat(60)}"`);
    expect(shown(Name.new('語'.repeat(20_000)))).to.equal(
      `Name "${'語'.repeat(60)}…" of 20000 units`,
    );
    expect(shown(Pair.new({ left: Name.new('ann') }))).to.equal(
      'Pair { left: Name "ann", right: 0, value: 0 }',
    );
  });

  it('has the numbers of an array', () => {
    const heap = open();
    const shown = (ref: Ref) => heap.describe(ref).replaceAll(/ at 0x\w+/g, '');
    const Samples = heap.arrayLayout('Samples', 'f64', { alignment: 32 });
    expect(shown(Samples.from([1, 0.5]))).to.equal('Samples [ 1, 0.5 ]');
    const Bigs = heap.arrayLayout('Bigs', 'i64');
    expect(shown(Bigs.new(20))).to.equal(`Bigs [ ${'0, '.repeat(16)}4 more ]`);
  });

  it('is given also when it is dead, and where its memory says nothing that can be', () => {
    const heap = open({ collect: 'explicit', stress: { poison: true } });
    const Name = heap.stringLayout('Name');
    const Samples = heap.arrayLayout('Samples', 'u8');
    const dead = [Name.new('gone'), Samples.from([1, 2]), Name.new('語'.repeat(900))];
    heap.root(Name.new('holds the arena'));
    expect(heap.collect().liveObjects).to.equal(1);
    for (const ref of dead) expect(() => heap.describe(ref)).not.to.throw();
    const live = Name.new('is no more what it was');
    heap.words[(live >>> 2) + 1] = -1;
    expect(heap.describe(live)).to.contain('Name');
  });
});
