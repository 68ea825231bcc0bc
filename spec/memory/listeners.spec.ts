import { expect } from 'chai';
import { Listeners } from '../../src/memory/listeners.ts';

describe('Listeners', () => {
  it('keeps a function as often as it was registered, and takes back one registration at a time', () => {
    const listeners = new Listeners<[], number>();
    const call = (): number => 1;
    const leave = listeners.add(call);
    listeners.add(call);
    expect(listeners.callAll().answers).to.deep.equal([1, 1]);
    leave();
    leave();
    expect(listeners.count).to.equal(1);
    expect(listeners.callAll().answers).to.deep.equal([1]);
  });

  it('calls in the order of registration, and hands on what was given', () => {
    const listeners = new Listeners<[number, number], number>();
    listeners.add((a, b) => a + b);
    listeners.add((a, b) => a * b);
    expect(listeners.callAll(3, 4)).to.deep.equal({ answers: [7, 12], thrown: [] });
  });

  it('calls all, also when some throw, and says what they threw', () => {
    const listeners = new Listeners<[], number>();
    listeners.add(() => {
      throw new Error('first');
    });
    listeners.add(() => 2);
    listeners.add(() => {
      throw new Error('third');
    });
    const { answers, thrown } = listeners.callAll();
    expect(answers).to.deep.equal([2]);
    expect(thrown.map(String)).to.deep.equal(['Error: first', 'Error: third']);
  });

  it('calls none that was removed before its turn, and none that was added meanwhile', () => {
    const listeners = new Listeners<[], string>();
    listeners.add(() => {
      leave();
      listeners.add(() => 'new');
      return 'first';
    });
    const leave = listeners.add(() => 'removed');
    expect(listeners.callAll().answers).to.deep.equal(['first']);
  });
});
