import { expect } from 'chai';
import { BadRequestError } from '../../src/memory/errors.ts';
import {
  callable,
  checkArgument,
  checkOptions,
  either,
  flag,
  instanceOf,
  number,
  oneOf,
  optional,
  powerOfTwo,
  type Rule,
  shaped,
  shown,
  text,
  wholeNumber,
  withDefault,
} from '../../src/memory/check.ts';

class Vessel {}

const HOSTILE: readonly unknown[] = [
  undefined,
  null,
  true,
  false,
  '',
  '2',
  'constructor',
  -1,
  0,
  1,
  1.5,
  2,
  3,
  8,
  9,
  2 ** 32,
  2 ** 53,
  NaN,
  Infinity,
  -Infinity,
  5n,
  Symbol('2'),
  [],
  [2],
  {},
  { valueOf: () => 2 },
  new Vessel(),
  () => 2,
];

function acceptedBy(needed: Rule<unknown>): unknown[] {
  return HOSTILE.filter((value) => needed.accepts(value));
}

describe('a rule', () => {
  const kinds: readonly (readonly [Rule<unknown>, string, readonly unknown[]])[] = [
    [wholeNumber(1, 8, 'pages'), 'a whole number of pages from 1 to 8', [1, 2, 3, 8]],
    [wholeNumber(2), 'a whole number of at least 2', [2, 3, 8, 9, 2 ** 32]],
    [number(1, 3), 'a number from 1 to 3', [1, 1.5, 2, 3]],
    [number(9), 'a number of at least 9', [9, 2 ** 32, 2 ** 53, Infinity]],
    [powerOfTwo(1, 8, 'bytes'), 'a power of two, in bytes, from 1 to 8', [1, 2, 8]],
    [oneOf('2', 'x'), "'2' or 'x'", ['2']],
    [flag, 'true or false', [true, false]],
    [text, 'a string', ['', '2', 'constructor']],
    [callable(), 'a function', [HOSTILE.at(-1)]],
    [instanceOf(Vessel), 'an instance of Vessel', [HOSTILE.at(-2)]],
    [either(oneOf('2'), wholeNumber(9, 9)), "'2', or a whole number from 9 to 9", ['2', 9]],
  ];
  for (const [needed, needs, accepted] of kinds)
    it(`lets ${needs} pass, and nothing else`, () => {
      expect(needed.needs).to.equal(needs);
      expect(acceptedBy(needed)).to.deep.equal(accepted);
    });

  it('of a shape looks at members, whatever class the object is of', () => {
    const source = shaped<Vessel>('a source', { take: callable(), size: wholeNumber(0) });
    expect(acceptedBy(source)).to.deep.equal([]);
    expect(source.accepts({ take: () => 1, size: 2 })).to.equal(true);
    expect(source.accepts({ take: () => 1, size: '2' })).to.equal(false);
    expect(source.needs).to.equal('a source: take, a function; size, a whole number of at least 0');
  });
});

describe('a power of two', () => {
  it('is told from its neighbours, however large', () => {
    const needed = powerOfTwo(1, 2 ** 53);
    for (let power = 1; power <= 2 ** 52; power *= 2) {
      expect(needed.accepts(power), String(power)).to.equal(true);
      if (power > 2) expect([power - 1, power + 1].some(needed.accepts)).to.equal(false);
    }
  });
});

describe('checkArgument', () => {
  it('gives back what the rule lets pass, and the default for undefined alone', () => {
    const needed = withDefault(wholeNumber(1, 8), 4);
    expect(checkArgument('take', 'pages', 2, needed)).to.equal(2);
    expect(checkArgument('take', 'pages', undefined, needed)).to.equal(4);
    expect(() => checkArgument('take', 'pages', null, needed)).to.throw(BadRequestError);
    expect(checkArgument('take', 'pages', undefined, optional(text))).to.equal(undefined);
  });

  it('says what was asked, what is possible, in which unit, and the default', () => {
    const needed = withDefault(wholeNumber(1, 8, 'pages'), 4);
    expect(() => checkArgument('take', 'pages', '2', needed)).to.throw(
      BadRequestError,
      "take: pages is '2'; it must be a whole number of pages from 1 to 8 (default 4)",
    );
  });
});

describe('checkOptions', () => {
  const RULES = {
    reserve: withDefault(wholeNumber(1, 8, 'bytes'), 4),
    mode: withDefault(oneOf('slow', 'fast'), 'slow'),
    name: optional(text),
  };

  it('fills in what was left out', () => {
    expect(checkOptions('open', undefined, RULES)).to.deep.equal({
      reserve: 4,
      mode: 'slow',
      name: undefined,
    });
    expect(checkOptions('open', { mode: 'fast', reserve: undefined }, RULES)).to.include({
      reserve: 4,
      mode: 'fast',
    });
  });

  for (const given of [null, 64, 'fast', true, [], [1], () => 1, Promise.resolve({}), new Map()])
    it(`refuses ${Object.prototype.toString.call(given)} in place of options`, () => {
      expect(() => checkOptions('open', given, RULES)).to.throw(
        BadRequestError,
        'open: options are',
      );
    });

  it('refuses a name that no rule has, and says which is nearest', () => {
    const refused = (given: object): Chai.Assertion =>
      expect(() => checkOptions('open', given, RULES)).to;
    refused({ reserv: 2 }).throw(
      BadRequestError,
      "open: there is no option 'reserv'; did you mean 'reserve'? Known: reserve, mode, name",
    );
    refused({ Mode: 'slow' }).throw(BadRequestError, "did you mean 'mode'?");
    refused({ pressure: 1 }).throw(BadRequestError, "'pressure'; Known: reserve, mode, name");
    refused({ constructor: 1 }).throw(BadRequestError, "no option 'constructor'");
    refused(Object.create({ reserv: 1 }) as object).throw(BadRequestError, "'reserv'");
  });

  it('refuses a value by its rule', () => {
    expect(() => checkOptions('open', { mode: 'auto' }, RULES)).to.throw(
      BadRequestError,
      "open: mode is 'auto'; it must be 'slow' or 'fast' (default 'slow')",
    );
    expect(() => checkOptions('open', { reserve: null }, RULES)).to.throw(BadRequestError, 'null');
    expect(() => checkOptions('open', {}, { reserve: wholeNumber(1) })).to.throw(
      BadRequestError,
      'reserve is undefined',
    );
  });

  it('reads each option once, so that what was checked is what is used', () => {
    let reads = 0;
    const given = {
      get reserve(): unknown {
        return reads++ === 0 ? 2 : '2';
      },
    };
    expect(checkOptions('open', given, RULES).reserve).to.equal(2);
    expect(reads).to.equal(1);
  });
});

describe('a value in a message', () => {
  it('is short, and never looked into', () => {
    const trap = new Proxy({}, { get: () => expect.fail('the object was looked into') });
    expect(
      [trap, [1], 'x'.repeat(100), 5n, -1.5, undefined, () => 1, Symbol('s')].map(shown),
    ).to.deep.equal([
      'an object',
      'an array',
      `'${'x'.repeat(60)}…'`,
      '5n',
      '-1.5',
      'undefined',
      'a function',
      'Symbol(s)',
    ]);
  });
});
