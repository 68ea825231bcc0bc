import { expect } from 'chai';
import {
  type Allocator,
  ArenaAllocator,
  BAD_SIZE,
  checkAllFailures,
  checkAllPageFailures,
  checked,
  DebugAllocator,
  DISPOSED,
  FailingAllocator,
  FailingPages,
  FailurePlan,
  FallbackAllocator,
  FixedBufferAllocator,
  IndexedArena,
  LimitedAllocator,
  LoggingAllocator,
  LoggingPages,
  memoryOf,
  PageAllocator,
  PoolAllocator,
  SecondaryMap,
  slotGeometry,
  SlotMap,
  SlotPool,
  slotSizes,
  STALE_CHECKPOINT,
  StructArena,
  StructSlotMap,
} from '../../src/alloc/index.ts';
import { shown } from '../../src/memory/check.ts';
import {
  AddressSpace,
  BadRequestError,
  MIB,
  SpacePages,
  ValueError,
} from '../../src/memory/index.ts';
import { openPages } from './subjects.ts';

const FOREIGN = [null, undefined, 5, 'pages', {}, [], () => 1, { allocate: () => 0 }];
const SIZES = [-1, 1.5, NaN, '4096', null, {}, [8]];
const plan = new FailurePlan(Infinity);
const nothing = (): void => undefined;
const openSource = (): SpacePages => new SpacePages(new AddressSpace({ reserve: 2 * MIB }), 'spec');

describe('an allocator is not opened', () => {
  const overAllocators: Record<string, (inner: never) => unknown> = {
    ArenaAllocator: (inner) => new ArenaAllocator(inner),
    checked: (inner) => checked(inner),
    DebugAllocator: (inner) => new DebugAllocator(inner),
    FailingAllocator: (inner) => new FailingAllocator(inner, plan),
    'FallbackAllocator, first': (inner) => new FallbackAllocator(inner, openPages()),
    'FallbackAllocator, second': (inner) => new FallbackAllocator(openPages(), inner),
    LimitedAllocator: (inner) => new LimitedAllocator(inner, MIB),
    LoggingAllocator: (inner) => new LoggingAllocator(inner, nothing),
    PoolAllocator: (inner) => new PoolAllocator(inner),
    SlotPool: (inner) => new SlotPool(inner, 64, 4096),
  };
  for (const [name, open] of Object.entries(overAllocators))
    it(`over what is no allocator (${name})`, () => {
      for (const inner of FOREIGN)
        expect(() => open(inner as never), shown(inner)).to.throw(BadRequestError, 'an allocator');
    });

  const overPages: Record<string, (source: never) => unknown> = {
    FailingPages: (source) => new FailingPages(source, plan),
    LoggingPages: (source) => new LoggingPages(source, nothing),
    PageAllocator: (source) => new PageAllocator(source),
    checkAllPageFailures: (source) => checkAllPageFailures(nothing, source),
  };
  for (const [name, open] of Object.entries(overPages))
    it(`over what is no page source (${name})`, () => {
      for (const source of [...FOREIGN, openPages()])
        expect(() => open(source as never)).to.throw(BadRequestError, 'a page source');
    });

  const withOptions: Record<string, (options: never) => unknown> = {
    ArenaAllocator: (options) => new ArenaAllocator(openPages(), options),
    DebugAllocator: (options) => new DebugAllocator(openPages(), options),
    FailingAllocator: (options) => new FailingAllocator(openPages(), plan, options),
    FallbackAllocator: (options) => {
      const pages = openPages();
      return new FallbackAllocator(pages, new PoolAllocator(pages), options);
    },
    FixedBufferAllocator: (options) => new FixedBufferAllocator(new ArrayBuffer(64), options),
    IndexedArena: (options) => new IndexedArena(options),
    LimitedAllocator: (options) => new LimitedAllocator(openPages(), MIB, options),
    LoggingAllocator: (options) => new LoggingAllocator(openPages(), nothing, options),
    PageAllocator: (options) => new PageAllocator(openSource(), options),
    PoolAllocator: (options) => new PoolAllocator(openPages(), options),
    SlotMap: (options) => new SlotMap(options),
    SlotPool: (options) => new SlotPool(openPages(), 64, 4096, options),
    StructArena: (options) => new StructArena({ value: 'i32' }, options),
    StructSlotMap: (options) => new StructSlotMap({ value: 'i32' }, options),
  };
  for (const [name, open] of Object.entries(withOptions))
    it(`with options that cannot be (${name})`, () => {
      for (const options of [null, 64, 'pool', [], () => 1, Promise.resolve({})])
        expect(() => open(options as never)).to.throw(BadRequestError, 'options are');
      expect(() => open({ nam: 'mine' } as never)).to.throw(
        BadRequestError,
        "did you mean 'name'?",
      );
      expect(() => open({ name: 5 } as never)).to.throw(BadRequestError, 'name is 5');
      expect(() => open({ toString: 1 } as never)).to.throw(BadRequestError, "'toString'");
      expect(open({ name: undefined } as never)).to.be.an('object');
    });

  const wrong: readonly (readonly [string, (value: never) => unknown, readonly unknown[]])[] = [
    ['firstChunk', (v) => new ArenaAllocator(openPages(), { firstChunk: v }), [...SIZES, 0]],
    ['largestChunk', (v) => new ArenaAllocator(openPages(), { largestChunk: v }), [...SIZES, 0, 1]],
    ['canaryBytes', (v) => new DebugAllocator(openPages(), { canaryBytes: v }), SIZES],
    ['traces', (v) => new DebugAllocator(openPages(), { traces: v }), [1, 'no', null]],
    ['poison', (v) => new DebugAllocator(openPages(), { poison: v }), [0, 'no', null]],
    ['neverReuse', (v) => new DebugAllocator(openPages(), { neverReuse: v }), [1, null]],
    ['onFault', (v) => new DebugAllocator(openPages(), { onFault: v }), [1, null, {}]],
    ['offset', (v) => new FixedBufferAllocator(new ArrayBuffer(9), { offset: v }), SIZES],
    ['bytes', (v) => new FixedBufferAllocator(new ArrayBuffer(9), { bytes: v }), [...SIZES, 10]],
    ['buffer', (v) => new FixedBufferAllocator(v), [null, 64, [], new Uint8Array(64), {}]],
    ['buffer', (v) => memoryOf(v), [null, undefined, 64, [], new Uint8Array(64), {}]],
    ['limit', (v) => new LimitedAllocator(openPages(), v), [...SIZES, undefined, Infinity]],
    ['listener', (v) => new LoggingAllocator(openPages(), v), [null, undefined, 5, {}]],
    ['listener', (v) => new LoggingPages(openSource(), v), [null, undefined, 5, {}]],
    ['plan', (v) => new FailingAllocator(openPages(), v), [null, undefined, 5, {}]],
    ['plan', (v) => new FailingPages(openSource(), v), [null, undefined, 5, {}]],
    [
      'slabBytes',
      (v) => new PoolAllocator(openPages(), { slabBytes: v }),
      [...SIZES, 0, 1000, 256],
    ],
    ['largestSlot', (v) => new PoolAllocator(openPages(), { largestSlot: v }), [...SIZES, 7, 8200]],
    ['keepEmpty', (v) => new PoolAllocator(openPages(), { keepEmpty: v }), SIZES],
    ['slotBytes', (v) => new SlotPool(openPages(), v, 4096), [...SIZES, 0, 12, Infinity, '64']],
    ['capacity', (v) => new SlotPool(openPages(), 64, v), [...SIZES, 0, 12, Infinity, 2 ** 29]],
    ['slotBytes', (v) => slotGeometry(v, 4096), [...SIZES, 0, 12, Infinity]],
    ['capacity', (v) => slotGeometry(64, v), [...SIZES, 0, 12, Infinity]],
    ['largest', (v) => slotSizes(v), [...SIZES, Infinity, undefined]],
    ['failAt', (v) => new FailurePlan(v), [-1, 1.5, NaN, '1', null, undefined]],
    ['span', (v) => new FailurePlan(1, v), ['twice', null, 1]],
    ['width', (v) => new IndexedArena({ width: v }), [0, 7, 64, '8', null]],
    ['generationBits', (v) => new SlotMap({ generationBits: v }), [0, -1, 1.5, 22, '8', null]],
    ['tag', (v) => new SlotMap({ tag: v }), [-1, 256, 1.5, '1', null]],
    ['checked', (v) => new SlotMap({ checked: v }), [0, 'no', null]],
    ['reserve', (v) => new StructSlotMap({ a: 'i8' }, { reserve: v }), [...SIZES, 0]],
    ['reserve', (v) => new StructArena({ a: 'i8' }, { width: 8, reserve: v }), [...SIZES, 0, 256]],
    ['the schema', (v) => new StructArena(v), [null, undefined, 5, 'i8', ['i8']]],
    ['the schema', (v) => new StructSlotMap(v), [null, undefined, 5, 'i8', ['i8']]],
    ['primary', (v) => new SecondaryMap(v), [null, undefined, 5, {}, new Map()]],
    ['make', (v) => new IndexedArena().addWith(v), [null, undefined, 5, {}]],
    ['make', (v) => new SlotMap().insertWith(v), [null, undefined, 5, {}]],
    ['make', (v) => new StructSlotMap({ a: 'i8' }).insertWith(v), [null, undefined, 5, {}]],
    ['program', (v) => checkAllFailures(v, openPages), [null, undefined, 5, {}]],
    ['open', (v) => checkAllFailures(nothing, v), [null, undefined, 5, {}]],
    ['program', (v) => checkAllPageFailures(v, openSource()), [null, undefined, 5, {}]],
  ];
  for (const [name, open, values] of wrong)
    it(`with a wrong ${name}: ${String(open).replace(/\s+/g, ' ').slice(0, 60)}`, () => {
      for (const value of values)
        expect(() => open(value as never), shown(value)).to.throw(BadRequestError);
    });

  it('on more of a buffer than addresses can name', () => {
    const parts = [
      { offset: 2 ** 32, bytes: 1 },
      { offset: 2 ** 32 - 8, bytes: 16 },
      { offset: 10 },
    ];
    for (const part of parts)
      expect(() => new FixedBufferAllocator(new ArrayBuffer(8), part)).to.throw(BadRequestError);
  });
});

describe('an arena', () => {
  let arena: ArenaAllocator;

  beforeEach(() => {
    arena = new ArenaAllocator(openPages());
  });

  it('keeps what it can keep alone when it is reset', () => {
    arena.allocate(100, 8);
    const before = arena.stats();
    const wrong = ['fre', null, undefined, 5, {}, { retain: -1 }, { retain: '9' }, { retain: 1.5 }];
    for (const mode of wrong) {
      expect(arena.reset(mode as never), shown(mode)).to.equal(BAD_SIZE);
      expect(arena.stats()).to.deep.equal(before);
    }
    expect(arena.reset({ retain: Infinity })).to.equal(0);
    expect(arena.stats()).to.include({ used: 0, held: before.held });
  });

  it('goes back to no checkpoint that is stale, foreign or forged', () => {
    const first = arena.checkpoint();
    arena.allocate(100, 8);
    const second = arena.checkpoint();
    const block = arena.allocate(5000, 8);
    const third = arena.checkpoint();
    arena.free(block, 5000);
    const other = new ArenaAllocator(openPages());
    const before = arena.stats();
    const forged = { ...second };
    for (const stale of [third, other.checkpoint(), forged, {}, null, undefined, 5])
      expect(arena.rewind(stale as never)).to.equal(STALE_CHECKPOINT);
    expect(arena.stats()).to.deep.equal(before);
    expect(() => Object.assign(second, { cursor: 1 })).to.throw(TypeError);
    expect(arena.rewind(second)).to.equal(0);
    expect(arena.rewind(first)).to.equal(0);
    expect(arena.rewind(second)).to.equal(STALE_CHECKPOINT);
    arena.reset('retain');
    expect(arena.rewind(first)).to.equal(STALE_CHECKPOINT);
    const last = arena.checkpoint();
    arena.dispose();
    expect(arena.rewind(last)).to.equal(DISPOSED);
  });
});

describe('a listener that throws', () => {
  const fail = (): never => {
    throw new Error('the listener');
  };

  it('changes no answer and no figure of an allocator, and is told of afterwards', () => {
    const logging = new LoggingAllocator(new PoolAllocator(openPages()), fail);
    const limited: Allocator = new LimitedAllocator(logging, MIB);
    const block = limited.allocate(100, 8);
    expect(limited.resize(block, 100, 97)).to.equal(0);
    expect(limited.stats().used).to.equal(97);
    expect(limited.free(block, 97)).to.equal(0);
    expect(limited.stats().used).to.equal(0);
    expect(logging.faults.map(String)).to.deep.equal(Array(3).fill('Error: the listener'));
  });

  it('leaves no page behind (LoggingPages)', () => {
    const source = openSource();
    const { pages } = source.space;
    const logging = new LoggingPages(source, fail);
    expect(() => logging.acquire(4, 1)).to.throw('the listener');
    expect(pages.heldBy(source.owner)).to.equal(0);
    const run = source.acquire(4, 1);
    expect(() => logging.release(run, 4)).to.throw('the listener');
    expect(pages.heldBy(source.owner)).to.equal(0);
  });
});

describe('a structure in columns', () => {
  const SCHEMA = { value: 'i32', left: 'index', toString: 'u8', constructor: 'u8' } as const;

  for (const [name, open] of [
    ['StructArena', () => new StructArena(SCHEMA)],
    ['StructSlotMap', () => new StructSlotMap(SCHEMA)],
  ] as const) {
    const add = (table: ReturnType<typeof open>, values: unknown): number =>
      table instanceof StructArena ? table.add(values as never) : table.insert(values as never);

    it(`has no fields but its own (${name})`, () => {
      const table = open();
      const index = add(table, { value: 5 });
      const before = table.size;
      for (const values of [{ valeu: 1 }, { value: 1, neck: 2 }, { valueOf: 1 }]) {
        expect(() => add(table, values)).to.throw(ValueError, 'there is no field');
        expect(() => table.set(index as never, values as never)).to.throw(ValueError);
      }
      expect(() => add(table, { valeu: 1 })).to.throw(ValueError, "did you mean 'value'?");
      for (const values of [null, undefined, 5, 'value', [1]])
        expect(() => add(table, values)).to.throw(ValueError, 'no structure');
      expect(table.size).to.equal(before);
    });

    it(`may have fields by names that every object has (${name})`, () => {
      const table = open();
      const plain = table.get(add(table, { value: 5, left: undefined }) as never);
      expect({ ...plain }).to.deep.equal({ value: 5, left: 0, toString: 0, constructor: 0 });
      const own = table.get(add(table, { toString: 7, constructor: 8 }) as never);
      expect({ ...own }).to.deep.equal({ value: 0, left: 0, toString: 7, constructor: 8 });
    });
  }
});
