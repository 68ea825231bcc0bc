import { expect } from 'chai';
import {
  AddressSpace,
  BadRequestError,
  DisposedError,
  HandleError,
  Heap,
  immediate,
  integerWord,
  MAX_PAYLOAD,
  ReenteredError,
  type Ref,
  RootsFullError,
  RootStack,
  ValueError,
} from '../../src/index.ts';
import { thrownBy } from '../support/thrown.ts';
import { asRef, BEYOND, expectRefused, NO_REFS } from '../support/wrong.ts';

/** What no slot holds: integers and immediates, of other words' forms, are words. */
const NO_WORDS = NO_REFS.filter((value) => value === BEYOND || !Number.isInteger(value)).concat([
  2 ** 31,
  2 ** 32 + 2,
]);

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
    expect(() => stack.push(6.5)).to.throw(ValueError, '6.5 is no slot word: it is no int32');
    expect(() => stack.push(BEYOND)).to.throw(ValueError, 'beyond the space');
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

  for (const wrong of NO_WORDS)
    it(`does not take ${String(wrong)} (${typeof wrong})`, () => {
      const { heap } = open();
      const stack = heap.stack(2);
      expectRefused(heap, () => stack.push(asRef(wrong)), 'ValueError');
      expect(stack.depth).to.equal(0);
      stack.push(2);
      expectRefused(heap, () => stack.set(0, asRef(wrong)), 'ValueError');
      expect(stack.get(0)).to.equal(2);
    });

  it('takes integers and immediates beside references, and a collection looks at references alone', () => {
    for (const compact of [false, true])
      for (const nursery of [undefined, 64 << 10]) {
        const { heap, Node } = open({ collect: 'explicit', nursery, stress: {} });
        const stack = heap.stack(5000);
        const words = [integerWord(-5), immediate(3, 7), immediate(5), immediate(7, MAX_PAYLOAD)];
        for (let i = 0; i < 1000; i++) {
          Node.new();
          for (const word of words) stack.push(word);
          stack.push(Node.new({ value: i }));
        }
        expect(heap.collect({ compact }).liveObjects).to.equal(1000);
        for (let i = 999; i >= 0; i--) {
          expect(Node.value.get(stack.pop())).to.equal(i);
          expect(words.map(() => stack.pop()).reverse()).to.deep.equal(words);
        }
        expect(heap.collect().liveObjects).to.equal(0);
        heap.verify();
      }
  });

  it('goes back to a depth, and what was above is kept no longer', () => {
    const { heap, Node } = open({ collect: 'explicit' });
    const stack = heap.stack(8);
    stack.push(Node.new({ value: 1 }));
    const { depth } = stack;
    for (let i = 0; i < 5; i++) stack.push(Node.new());
    stack.depth = depth;
    expect([stack.depth, heap.collect().liveObjects]).to.deep.equal([1, 1]);
    stack.depth = 1;
    for (const wrong of [2, -1, 0.5, NaN, Infinity])
      expect(() => (stack.depth = wrong)).to.throw(BadRequestError, `depth is ${wrong}`);
    stack.depth = 0;
    expect([stack.depth, heap.collect().liveObjects]).to.deep.equal([0, 0]);
    stack.push(2);
    heap.dispose();
    expect(() => (stack.depth = 0)).to.throw(DisposedError);
  });

  it('is read and written by index from the bottom', () => {
    const { heap, Node } = open({ collect: 'explicit' });
    const stack = heap.stack(4);
    stack.push(integerWord(1));
    stack.push(0);
    stack.set(1, Node.new({ value: 9 }));
    expect(heap.collect().liveObjects).to.equal(1);
    expect([stack.get(0), Node.value.get(stack.get(1))]).to.deep.equal([integerWord(1), 9]);
    for (const index of [2, -1, 0.5, NaN]) {
      expect(() => stack.get(index)).to.throw(HandleError, `at ${index}; the stack holds 2`);
      expect(() => stack.set(index, 0)).to.throw(HandleError);
    }
  });

  it('takes nothing while the heap collects, and can be cut down', () => {
    const { heap, Node } = open({ collect: 'explicit' });
    const stack = heap.stack(4);
    stack.push(Node.new());
    stack.push(Node.new());
    const refusals: unknown[] = [];
    heap.onMarked(() => {
      refusals.push(
        thrownBy(() => stack.push(2)),
        thrownBy(() => stack.set(0, 2)),
      );
      stack.depth = 1;
    });
    heap.collect();
    for (const refusal of refusals) expect(refusal).to.be.instanceOf(ReenteredError);
    expect([refusals.length, stack.depth]).to.deep.equal([2, 1]);
  });

  it('is made by a heap alone', () => {
    expect(() => Reflect.construct(RootStack, [{}, 4096, 5])).to.throw('RootStack: space');
  });
});
