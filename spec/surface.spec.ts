import { expect } from 'chai';
import * as alloc from '../src/alloc/index.ts';
import * as heap from '../src/index.ts';
import * as memory from '../src/memory/index.ts';
import * as ofAlloc from './surface/alloc.ts';
import * as ofPages from './surface/alloc-pages.ts';
import { type Declared, type Parameter, readDeclarations } from './surface/declared.ts';
import {
  derive,
  type Derived,
  type DerivedClass,
  type Description,
} from './surface/description.ts';
import * as ofHeap from './surface/heap.ts';
import * as ofIndexes from './surface/indexes.ts';
import * as ofLayouts from './surface/layouts.ts';
import * as ofMemory from './surface/memory.ts';

function deriveAll<W>(
  descriptions: Readonly<Record<string, Description<W>>>,
): Record<string, DerivedClass> {
  return Object.fromEntries(
    Object.entries(descriptions).map(([name, description]) => [name, derive(description)]),
  );
}

/** What stands behind ` of ` is the same class once more, in another state or of another kind. */
const CLASSES: Readonly<Record<string, DerivedClass>> = {
  ...deriveAll(ofHeap.CLASSES),
  'Heap of mode never': derive(ofHeap.NEVER_HEAP),
  HeapCheckpoint: derive(ofHeap.CHECKPOINT),
  ...deriveAll(ofLayouts.LAYOUTS),
  ...deriveAll(ofLayouts.FIELDS),
  ...deriveAll(ofMemory.CLASSES),
  'AddressSpace of nobody': derive(ofMemory.IDLE_SPACE),
  'SpacePages of nobody': derive(ofMemory.IDLE_PAGES),
  'LimitedPages of nobody': derive(ofMemory.IDLE_LIMITED),
  ...deriveAll(ofAlloc.ALLOCATORS),
  ...deriveAll(ofPages.PAGES),
  CheckedAllocator: derive(ofAlloc.CHECKED),
  FailurePlan: derive(ofAlloc.FAILURE_PLAN),
  IndexedArena: derive(ofIndexes.INDEXED_ARENA),
  SlotMap: derive(ofIndexes.SLOT_MAP),
  SecondaryMap: derive(ofIndexes.SECONDARY_MAP),
  StructArena: derive(ofIndexes.STRUCT_ARENA),
  StructSlotMap: derive(ofIndexes.STRUCT_SLOT_MAP),
  Column: derive(ofIndexes.COLUMN),
};

const FUNCTIONS: Readonly<Record<string, DerivedClass>> = {
  'functions of tidemark': derive(ofHeap.FUNCTIONS),
  'functions of tidemark/alloc': derive(ofAlloc.FUNCTIONS),
};

/**
 * Types with methods that are no objects of the library's own: a program writes such objects, or a
 * class that is described keeps to them.
 */
const CONTRACTS = ['Allocator', 'IndexTable', 'PageSource', 'RawMemory'];

function describeCall(name: string, derived: Derived): void {
  it(`${name}: refuses what is wrong, and changes nothing`, () => {
    expect(Object.fromEntries(derived.faults())).to.deep.equal({});
  });
  const { expectRight, expectEnded } = derived;
  if (expectRight !== undefined) it(`${name}: does what is right`, expectRight);
  if (expectEnded !== undefined) it(`${name}: after the end`, expectEnded);
}

describe('the public surface', function () {
  this.timeout(120_000);
  for (const [name, { construct, methods }] of Object.entries({ ...CLASSES, ...FUNCTIONS }))
    describe(name, () => {
      if (construct !== undefined) describeCall('constructor', construct);
      for (const [method, derived] of methods) describeCall(method, derived);
    });
});

const nameOf = ({ name }: Parameter): string => name;

describe('the description of the public surface', function () {
  this.timeout(120_000);
  /** Every exported name, of whichever entry. */
  let declared: ReadonlyMap<string, Declared>;

  before(() => {
    declared = new Map([...readDeclarations().values()].flatMap((entry) => [...entry]));
  });

  const isError = (value: unknown): boolean =>
    typeof value === 'function' && value.prototype instanceof Error;
  const callable = [heap, memory, alloc].flatMap((entry) =>
    Object.entries(entry).filter(([, value]) => typeof value === 'function' && !isError(value)),
  );
  const classNames = [...new Set(Object.keys(CLASSES).map((name) => name.split(' of ')[0]!))];
  const functionNames = Object.values(FUNCTIONS).flatMap(({ methods }) => [...methods.keys()]);

  /** All variants of a class as one. */
  const describedMethods = (name: string): Map<string, Derived> =>
    new Map(
      Object.entries(CLASSES)
        .filter(([variant]) => variant.split(' of ')[0] === name)
        .flatMap(([, { methods }]) => [...methods]),
    );

  it('has every name that a program can call, and none that is gone', () => {
    const isHandedOut = (name: string): boolean => !callable.some(([other]) => other === name);
    const handedOut = [...declared].filter(
      ([name, { methods }]) => methods.size > 0 && isHandedOut(name) && !/Options$/.test(name),
    );
    const errors = [...declared.keys()].filter((name) => /Error$/.test(name));
    const names = [...callable, ...handedOut].map(([name]) => name);
    const expected = names.filter((name) => ![...CONTRACTS, ...errors].includes(name));
    expect([...new Set([...classNames, ...functionNames])].sort()).to.deep.equal(
      [...new Set(expected)].sort(),
    );
  });

  it('has every public method, with its arguments by their names and in their order', () => {
    const signatures = (
      name: string,
      methods: readonly (readonly [string, readonly string[]])[],
    ): string[] => methods.map(([method, args]) => `${name}.${method}(${args.join(', ')})`);
    const found = classNames.flatMap((name) =>
      signatures(
        name,
        [...describedMethods(name)].map(([method, { args }]) => [method, args]),
      ),
    );
    const expected = classNames.flatMap((name) =>
      signatures(
        name,
        [...declared.get(name)!.methods].map(([method, args]) => [method, args.map(nameOf)]),
      ),
    );
    expect(found.sort()).to.deep.equal(expected.sort());
    for (const { methods } of Object.values(FUNCTIONS))
      for (const [name, { args }] of methods)
        expect(args, name).to.deep.equal(declared.get(name)!.parameters!.map(nameOf));
  });

  it('has every constructor', () => {
    for (const name of classNames) {
      const { isClass, parameters } = declared.get(name)!;
      const args = CLASSES[name]!.construct?.args;
      const expected = isClass ? parameters?.map(nameOf) : undefined;
      expect(args, name).to.deep.equal(expected);
    }
  });

  it('has every option', () => {
    for (const name of classNames) {
      const { parameters = [], methods } = declared.get(name)!;
      const calls = [
        ...describedMethods(name),
        ...(CLASSES[name]!.construct === undefined
          ? []
          : [['constructor', CLASSES[name]!.construct] as const]),
      ];
      for (const [method, { options }] of calls)
        for (const parameter of method === 'constructor' ? parameters : methods.get(method)!)
          expect(
            [...(options.get(parameter.name) ?? [])].sort(),
            `${name}.${method}(${parameter.name})`,
          ).to.deep.equal([...parameter.options].sort());
    }
  });

  it('says why of everything that is not looked at', () => {
    for (const { construct, methods } of Object.values({ ...CLASSES, ...FUNCTIONS }))
      for (const { unchecked } of [
        ...methods.values(),
        ...(construct === undefined ? [] : [construct]),
      ])
        for (const why of unchecked.values()) expect(why).to.match(/\S{2,} \S{2,}/);
  });
});
