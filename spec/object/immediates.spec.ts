import { expect } from 'chai';
import {
  BadRequestError,
  immediate,
  type ImmediateKind,
  immediateKind,
  immediatePayload,
  integerWord,
  isImmediate,
  isInteger,
  isRef,
  MAX_PAYLOAD,
} from '../../src/index.ts';
import { openPairs } from '../support/pairs.ts';

const KINDS: readonly ImmediateKind[] = [3, 5, 7];
const PAYLOADS = [0, 1, 2, 7, 8, 0xffff, 2 ** 28 - 1, 2 ** 28, MAX_PAYLOAD];

describe('an immediate', () => {
  it('is an int32 that gives back its kind and its payload, and is neither reference nor integer', () => {
    for (const kind of KINDS)
      for (const payload of PAYLOADS) {
        const word = immediate(kind, payload);
        expect(word).to.equal(word | 0);
        expect([immediateKind(word), immediatePayload(word)]).to.deep.equal([kind, payload]);
        expect([isImmediate(word), isRef(word), isInteger(word)]).to.deep.equal([
          true,
          false,
          false,
        ]);
      }
  });

  it('differs from every other', () => {
    const words = KINDS.flatMap((kind) => PAYLOADS.map((payload) => immediate(kind, payload)));
    expect(new Set(words)).to.have.lengthOf(words.length);
  });

  it('is told from what is none', () => {
    const { Pair } = openPairs();
    for (const none of [0, integerWord(5), integerWord(-5), Pair.new(), 3.5, NaN, 2 ** 32 + 3])
      expect(isImmediate(none), String(none)).to.equal(false);
    for (const none of [null, undefined, '3', [3], {}])
      expect(isImmediate(none as unknown as number), String(none)).to.equal(false);
  });

  it('has a kind of its own and a payload of 29 bits', () => {
    expect(MAX_PAYLOAD).to.equal(2 ** 29 - 1);
    for (const kind of [0, 1, 2, 9, 3.5, NaN])
      expect(() => immediate(kind as ImmediateKind)).to.throw(BadRequestError, '3 or 5 or 7');
    for (const payload of [-1, 2 ** 29, 0.5, NaN, Infinity])
      expect(() => immediate(3, payload)).to.throw(BadRequestError, 'payload');
  });

  it('is passed over by every collection, and comes back as it was stored', () => {
    for (const compact of [false, true]) {
      const { heap, Pair } = openPairs({ collect: 'explicit', stress: {} });
      const list = heap.root();
      const words = KINDS.flatMap((kind) => PAYLOADS.map((payload) => immediate(kind, payload)));
      for (let i = 0; i < 20_000; i++) {
        const ref = Pair.new({ tail: list.ref });
        if (i % 100 !== 0) continue;
        Pair.head.setWord(ref, words[i / 100] ?? words[0]!);
        list.ref = ref;
      }
      expect(heap.collect({ compact }).liveObjects).to.equal(200);
      let ref = list.ref;
      for (let i = 199; i >= 0; i--, ref = Pair.tail.get(ref))
        expect(Pair.head.getWord(ref)).to.equal(words[i] ?? words[0]!);
      heap.verify();
    }
  });
});
