// Heaps, and what lives in them, for the calls of the heap's surface to be made among.

import { expect } from 'chai';
import { AddressSpace, Heap, type Ref } from '../../src/index.ts';
import { MIB } from '../../src/memory/units.ts';
import { BEYOND } from '../support/wrong.ts';
import { among, choice, type Kind, text, whole } from './kinds.ts';

const ROW_LENGTH = 8;

/** A heap with an object of each kind, and another heap on the same space. */
export class HeapWorld {
  readonly space = new AddressSpace({ reserve: 8 * MIB });
  readonly heap = new Heap({ space: this.space, limit: MIB, collect: 'explicit', name: 'ours' });
  readonly Pair = this.heap.layout('Pair', {
    head: 'value',
    tail: 'ref',
    size: 'f64',
    flag: 'bool',
    small: 'i8',
  });
  readonly Row = this.heap.arrayLayout('Row', 'ref');
  readonly Values = this.heap.arrayLayout('Values', 'value');
  readonly Text = this.heap.bytesLayout('Text');
  readonly Samples = this.heap.arrayLayout('Samples', 'f64');
  readonly Strings = this.heap.stringLayout('String');
  readonly names = this.heap.internTable(this.Strings);
  readonly raw = this.heap.rawLayout('Raw', 'all').id;
  readonly kept = this.heap.root(this.Pair.new({ head: 7 }));
  readonly ref = this.kept.ref;
  /** What is stored into. */
  readonly target = this.hold(this.Pair.new());
  readonly row = this.hold(this.Row.new(ROW_LENGTH));
  readonly values = this.hold(this.Values.new(ROW_LENGTH));
  readonly text = this.hold(this.Text.new(ROW_LENGTH));
  readonly samples = this.hold(this.Samples.new(ROW_LENGTH));
  readonly string = this.hold(this.Strings.new('eight un'));
  readonly large = this.hold(this.Values.new(5000));
  readonly other = new Heap({ space: this.space, limit: MIB, name: 'theirs' });
  readonly OtherPair = this.other.layout('Pair', { head: 'value', tail: 'ref' });
  readonly otherRoot = this.other.root(this.OtherPair.new({ head: 5 }));
  readonly theirs = this.otherRoot.ref;

  private hold(ref: Ref): Ref {
    return this.heap.root(ref).ref;
  }

  state(): unknown {
    return [this.heap.stats(), this.other.stats(), this.space.pages.stats(), this.space.holders()];
  }

  /** What lives is as it was made. */
  check(): void {
    expect(this.OtherPair.head.get(this.theirs)).to.equal(5);
    this.other.verify();
    if (this.space.holders().every(({ name }) => name !== 'ours')) return;
    expect([this.Pair.head.get(this.ref), this.Row.length(this.row)]).to.deep.equal([
      7,
      ROW_LENGTH,
    ]);
    this.heap.verify();
  }
}

/** What every description of something of a heap shares. */
export const OF_HEAP = {
  within: (run: (world: HeapWorld) => void): void => run(new HeapWorld()),
  state: (world: HeapWorld): unknown => world.state(),
  check: (world: HeapWorld): void => world.check(),
  end: (world: HeapWorld): void => world.heap.dispose(),
};

type Ours = Kind<HeapWorld>;

/** What has the form of a reference for nobody. */
const NO_FORM: readonly unknown[] = [
  null,
  undefined,
  true,
  'x',
  '9',
  [9],
  { valueOf: () => 9 },
  9.5,
  NaN,
  -1,
  2,
  3,
  2 ** 31 + 9,
  2 ** 32 + 9,
  BEYOND,
];

/** A reference to an object, looked at as far as its form and the space go. */
export function form(right: (world: HeapWorld) => Ref, errors = ['HandleError']): Ours {
  return among(right, [0, ...NO_FORM], errors);
}

/** The same, or 0. */
export function formOrNull(right: (world: HeapWorld) => Ref, errors: readonly string[]): Ours {
  return among(right, NO_FORM, [...errors]);
}

/** A reference to an object whose page is held by this heap. */
export function ours(right: (world: HeapWorld) => Ref): Ours {
  return among(right, ({ theirs }) => [0, theirs, ...NO_FORM], ['HandleError']);
}

/** The same, or 0. */
export function oursOrNull(right: (world: HeapWorld) => Ref): Ours {
  return among(right, ({ theirs }) => [theirs, ...NO_FORM], ['HandleError']);
}

export const NAME: Ours = text('L');
export const ELEMENTS: Ours = choice('f64', ['LayoutError']);
export const LENGTH: Ours = whole(0, 2 ** 26, 3);

export const INNER = 'called by the layout and the heap alone';
export const BY_HEAP = 'the class of the argument is in no entry: a heap has it';
