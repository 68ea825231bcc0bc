import { expect } from 'chai';
import * as alloc from '../src/alloc/index.ts';
import * as heap from '../src/index.ts';
import * as memory from '../src/memory/index.ts';
import { derive, type Derived, type DerivedClass } from './surface/description.ts';
import * as ofHeap from './surface/heap.ts';
import * as ofMemory from './surface/memory.ts';

/** By name; what stands behind `of` is the same class once more, in another state or of another kind. */
const CLASSES: Readonly<Record<string, DerivedClass>> = {
  Heap: derive(ofHeap.HEAP),
  Root: derive(ofHeap.ROOT),
  Pin: derive(ofHeap.PIN),
  Scope: derive(ofHeap.SCOPE),
  RootStack: derive(ofHeap.STACK),
  FixedLayout: derive(ofHeap.FIXED_LAYOUT),
  ArrayLayout: derive(ofHeap.ARRAY_LAYOUT),
  'ArrayLayout of values': derive(ofHeap.ARRAY_OF_VALUES),
  BytesLayout: derive(ofHeap.BYTES_LAYOUT),
  ...Object.fromEntries(
    Object.entries(ofHeap.FIELDS).map(([name, field]) => [name, derive(field)]),
  ),
  AddressSpace: derive(ofMemory.ADDRESS_SPACE),
  'AddressSpace of nobody': derive(ofMemory.IDLE_SPACE),
  PageMap: derive(ofMemory.PAGE_MAP),
  Block: derive(ofMemory.BLOCK),
  SpacePages: derive(ofMemory.SPACE_PAGES),
  'SpacePages of nobody': derive(ofMemory.IDLE_PAGES),
  LimitedPages: derive(ofMemory.LIMITED_PAGES),
  'LimitedPages of nobody': derive(ofMemory.IDLE_LIMITED),
};

void [alloc, heap, memory];

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
  for (const [name, { construct, methods }] of Object.entries(CLASSES)) {
    describe(name, () => {
      if (construct !== undefined) describeCall('constructor', construct);
      for (const [method, derived] of methods) describeCall(method, derived);
    });
  }
});
