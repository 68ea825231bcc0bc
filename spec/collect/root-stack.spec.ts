import { expect } from 'chai';
import {
  AddressSpace,
  BadRequestError,
  DisposedError,
  HandleError,
  Heap,
  type Ref,
  RootsFullError,
  RootStack,
} from '../../src/index.ts';
import { asRef, expectRefused, NO_REFS } from '../support/wrong.ts';

describe('a stack of roots', () => {
  const open = (options = {}) => {
    const heap = new Heap({ space: new AddressSpace({ reserve: 64 << 20 }), ...options });
    const Node = heap.layout('Node', { left: 'ref', right: 'ref', value: 'i32' });
    return { heap, Node };
  };

  it('keeps what waits in a recursion alive where any allocation may collect', () => {
    const { heap, Node } = open({ limit: 4 << 20 });
    const waiting = heap.stack();
    const build = (depth: number): Ref => {
      if (depth === 0) return Node.new({ value: 1 });
      waiting.push(build(depth - 1));
      const right = build(depth - 1);
      return Node.new({ left: waiting.pop(), right, value: 1 });
    };
    const count = (ref: Ref): number =>
      ref === 0 ? 0 : Node.value.get(ref) + count(Node.left.get(ref)) + count(Node.right.get(ref));
    for (let round = 0; round < 20; round++) expect(count(build(14))).to.equal(2 ** 15 - 1);
    expect(heap.stats().collections).to.be.greaterThan(1);
    expect(waiting.depth).to.equal(0);
    expect(heap.collect().liveObjects).to.equal(0);
  });

  it('is told when objects move', () => {
    const { heap, Node } = open({ collect: 'explicit' });
    const stack = heap.stack();
    for (let i = 0; i < 100_000; i++) {
      const ref = Node.new({ value: i });
      if (i % 100 === 0) stack.push(ref);
    }
    expect(heap.collect({ compact: true }).movedObjects).to.be.greaterThan(0);
    for (let below = 0; below < stack.depth; below++)
      expect(Node.value.get(stack.peek(below))).to.equal((stack.depth - 1 - below) * 100);
  });

  it('goes on after a trim', () => {
    const { heap, Node } = open({ collect: 'explicit' });
    const stack = heap.stack(4);
    stack.push(Node.new({ value: 7 }));
    heap.trim();
    stack.push(Node.new({ value: 8 }));
    expect(heap.collect().liveObjects).to.equal(2);
    expect([stack.pop(), stack.pop()].map((ref) => Node.value.get(ref))).to.deep.equal([8, 7]);
  });

  it('refuses what it has no room for, what it does not have and what is no reference, and stays as it was', () => {
    const { heap, Node } = open();
    const stack = heap.stack(2);
    expect(() => stack.pop()).to.throw(HandleError, 'empty');
    expect(() => stack.push(asRef(6))).to.throw(HandleError, '6 is not a reference');
    stack.push(0);
    const ref = Node.new();
    stack.push(ref);
    expect(() => stack.push(ref)).to.throw(RootsFullError, '2 roots');
    for (const below of [2, -1, 0.5, NaN])
      expect(() => stack.peek(below)).to.throw(HandleError, String(below));
    expect([stack.depth, stack.peek(), stack.peek(1)]).to.deep.equal([2, ref, 0]);
    for (const slots of [0, -1, 1.5, NaN])
      expect(() => heap.stack(slots)).to.throw(BadRequestError, String(slots));
    heap.verify();
  });

  it('is of no use once its heap is closed', () => {
    const { heap, Node } = open();
    const stack = heap.stack();
    stack.push(Node.new());
    heap.dispose();
    expect(() => stack.push(0)).to.throw(DisposedError);
    expect(() => stack.pop()).to.throw(HandleError);
    expect(() => heap.stack()).to.throw(DisposedError);
  });

  for (const slots of ['5', 0, -1, 1.5, NaN, Infinity, null, [4], 2 ** 26])
    it(`does not have ${String(slots)} (${typeof slots}) roots`, () => {
      const { heap } = open();
      expectRefused(heap, () => heap.stack(slots as number), 'BadRequestError');
    });

  for (const wrong of NO_REFS)
    it(`does not take ${String(wrong)} (${typeof wrong})`, () => {
      const { heap } = open();
      const stack = heap.stack(2);
      expectRefused(heap, () => stack.push(asRef(wrong)), 'HandleError');
      expect(stack.depth).to.equal(0);
    });

  it('is made by a heap alone', () => {
    expect(() => Reflect.construct(RootStack, [{}, 4096, 5])).to.throw('RootStack: space');
  });
});
