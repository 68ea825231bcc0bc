import { expect } from 'chai';
import { judge, type Report } from './verdict.ts';

const test = (fullTitle: string, message = '', stack = message): Report['passes'][number] => ({
  fullTitle,
  err: { message, stack },
});

describe('the verdict on a mutant', () => {
  it('is that an assertion has killed it', () => {
    const failure = test('a heap holds', 'expected 1 to equal 2\nmore', 'AssertionError: expected');
    expect(judge({ passes: [], failures: [failure] })).to.deep.equal({
      outcome: 'killed',
      test: 'a heap holds',
      says: 'expected 1 to equal 2',
    });
  });

  it('is the same where the verifier has found it', () => {
    const failure = test('a heap holds', 'CorruptHeapError: overlap');
    expect(judge({ passes: [], failures: [failure] }).outcome).to.equal('killed');
  });

  it('is no kill where something else was thrown, or the time was over', () => {
    const thrown = test('a heap holds', 'x is undefined', 'TypeError: x is undefined');
    expect(judge({ passes: [], failures: [thrown] }).outcome).to.equal('crashed');
    const late = test('a heap holds', 'Timeout of 60000ms exceeded. For async tests …');
    expect(judge({ passes: [], failures: [late] }).outcome).to.equal('hung');
    expect(judge(undefined).outcome).to.equal('hung');
  });

  it('is that it is alive where all tests pass, if there is one', () => {
    expect(judge({ passes: [test('one')], failures: [] }).outcome).to.equal('alive');
    expect(judge({ passes: [], failures: [] }).outcome).to.equal('no such test');
  });
});
