import { expect } from 'chai';
import { Heap, type Ref, type Root } from '../../src/index.ts';

/** A heap whose boxes hold a string. */
function open(collect: 'explicit' | 'never') {
  const heap = new Heap({ collect });
  const Text = heap.stringLayout('Text');
  const Box = heap.layout('Box', { text: 'ref' });
  return { heap, Text, Box, names: heap.internTable(Text) };
}

describe('a table of interned strings', () => {
  it('keeps the string that a finalizer has live again the one of its text', () => {
    const { heap, Box, names } = open('explicit');
    let saved: Root | undefined;
    heap.finalize(Box.new({ text: names.of('tide') }), (ref) => (saved = heap.root(ref)));
    heap.collect();
    heap.runFinalizers();
    expect(names.of('tide')).to.equal(Box.text.get(saved!.ref as Ref<typeof Box>));
    expect(names.size).to.equal(1);
    heap.verify();
  });

  it('keeps the string that a listener has live again, whoever was told first', () => {
    const { heap, names } = open('explicit');
    const text = names.of('tide');
    heap.onMarked((_, resurrect) => resurrect(text));
    heap.collect();
    expect(names.find('tide')).to.equal(text);
    heap.verify();
  });

  it('forgets what dies', () => {
    const { heap, names } = open('explicit');
    names.of('tide');
    heap.collect();
    expect([names.size, names.find('tide')]).to.deep.equal([0, 0]);
  });

  it('forgets what a rewind gives back', () => {
    const { heap, Text, names } = open('never');
    const kept = heap.root(names.of('ebb'));
    const checkpoint = heap.checkpoint();
    names.of('tide');
    heap.rewind(checkpoint);
    expect([names.size, names.find('tide')]).to.deep.equal([1, 0]);
    // Something else comes to stand where the string was.
    const other = heap.root(Text.new('mark'));
    expect(Text.read(names.of('tide'))).to.equal('tide');
    expect([Text.read(other.ref), names.of('ebb')]).to.deep.equal(['mark', kept.ref]);
    heap.verify();
  });
});
