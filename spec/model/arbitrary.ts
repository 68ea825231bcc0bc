// Programs, drawn at random, and how they shrink.

import fc from 'fast-check';
import type { Deed, DeepWork, Program, Setup, Step, WeakDeed } from './program.ts';
import { WEAK_SHAPES } from './shapes.ts';

const HEAPS = 3;
const heap = fc.nat(HEAPS - 1);
const node = fc.nat(99);
const slot = fc.nat(4);
/** A pair more often, since its constructor takes references. */
const weakShape = fc.integer({ min: WEAK_SHAPES, max: WEAK_SHAPES + 4 });
const shape = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 8, arbitrary: fc.nat(21) },
  { weight: 4, arbitrary: weakShape },
);
const any = fc.boolean();
const kind = fc.constantFrom('full', 'young', 'compact', 'compact');

const setup: fc.Arbitrary<Setup> = fc.record({
  mode: fc.constantFrom('automatic', 'automatic', 'explicit', 'explicit', 'explicit', 'never'),
  limit: fc.constantFrom(96, 160, 320, 640),
  nursery: fc.constantFrom(0, 0, 32, 64),
  preciseRoots: fc.boolean(),
  hasSource: fc.boolean(),
  marks: fc.constantFrom('header' as const, 'side' as const),
});

type Weighted<T> = { readonly weight: number; readonly arbitrary: fc.Arbitrary<T> };

type Named<Name extends Step['do']> = Extract<Step, { readonly do: Name }>;
type Fields<T> = { readonly [Key in Exclude<keyof T, 'do' | 'heap'>]: fc.Arbitrary<T[Key]> };

function step<const Name extends Step['do']>(
  weight: number,
  name: Name,
  fields: Fields<Named<Name>>,
): Weighted<Named<Name>> {
  const arbitrary: unknown = fc.record({ do: fc.constant(name), heap, ...fields });
  return { weight, arbitrary: arbitrary as fc.Arbitrary<Named<Name>> };
}

/** Nodes of which there are few, so that several deeds are about one of them. */
const few = fc.nat(5);

const weakDeeds: readonly Weighted<WeakDeed>[] = [
  step(5, 'aim', { node, slot, to: node, any }),
  step(2, 'revive', { node, slot }),
  step(7, 'mapSet', { node, key: node, value: node, any }),
  step(2, 'mapDelete', { node, key: node }),
  step(2, 'mapWalk', { node }),
  step(3, 'ephemerons', { node, shape, count: fc.nat(9), isReversed: fc.boolean() }),
  step(3, 'handle', { node, any }),
  step(3, 'deref', { index: fc.nat(20) }),
  step(1, 'unhandle', { index: fc.nat(20) }),
  step(2, 'endJob', {}),
  step(4, 'finalize', { node, priority: fc.integer({ min: -1, max: 1 }), keeps: any, any }),
  step(4, 'runFinalizers', {}),
  step(3, 'register', { node, registry: fc.nat(1), token: node, any }),
  step(1, 'unregister', { node, registry: fc.nat(1) }),
  step(2, 'hash', { node }),
];

const deeds: readonly Weighted<Deed>[] = [
  ...weakDeeds,
  step(8, 'make', {
    shape,
    count: fc.nat(12),
    keep: fc.constantFrom('root', 'stack', 'chain'),
  }),
  step(5, 'scatter', { shape, count: fc.nat(12) }),
  step(6, 'waste', { shape, count: fc.nat(40) }),
  step(2, 'scope', { shape, count: fc.nat(6), kind }),
  step(6, 'hang', { node, slot, shape }),
  step(8, 'link', { node, slot, to: node }),
  step(3, 'unlink', { node, slot }),
  step(2, 'root', { node }),
  step(2, 'push', { node }),
  step(3, 'scan', { node, word: fc.nat(7) }),
  step(2, 'pin', { node }),
  step(3, 'weak', { node }),
  step(1, 'point', { node, index: fc.nat(20) }),
  step(2, 'release', { index: fc.nat(20) }),
  step(1, 'unpin', { index: fc.nat(5) }),
  step(1, 'pop', { count: fc.nat(10) }),
  step(3, 'drop', { every: fc.nat(3), from: fc.nat(3) }),
  step(2, 'grow', { node, more: fc.constantFrom(1, 100, 1500) }),
  step(12, 'collect', { kind }),
  step(3, 'safepoint', { bytes: fc.constantFrom(0, 0, 10_000, 100_000) }),
  step(1, 'trim', {}),
  step(1, 'scanner', {}),
  step(1, 'exhaust', { shape }),
  step(1, 'dispose', {}),
  step(2, 'open', { setup }),
];

const deed = fc.oneof(...deeds);
const resurrect = step(1, 'resurrect', { node, to: node, isStored: any }).arbitrary;

const steps: readonly Weighted<Step>[] = [
  ...deeds,
  step(10, 'arm', {
    on: fc.constantFrom(
      'scanner',
      'range',
      'marked',
      'moved',
      'moved',
      'moved',
      'collection',
      'error',
      'views',
      'acquire',
      'acquireFails',
      'acquireAt',
      'release',
      'released',
      'finalizer',
      'finalizer',
      'registry',
      'visitor',
    ),
    deed: fc.option(deed),
    throws: fc.boolean(),
  }),
  step(3, 'arm', { on: fc.constant('marked'), deed: resurrect, throws: fc.constant(false) }),
  step(4, 'trespass', {
    node,
    slot,
    other: heap,
    target: node,
    kind,
    via: fc.constantFrom('slot', 'stack'),
  }),
  step(1, 'deep', {
    level: fc.nat(60),
    work: fc.constantFrom<DeepWork>(
      'full',
      'young',
      'compact',
      'waste',
      'large',
      'scope',
      'trim',
      'open',
      'dispose',
    ),
  }),
];

/** What most has to do with weakness, with little that is not weak, and much that dies. */
const mostlyWeak: readonly Weighted<Step>[] = [
  ...weakDeeds,
  step(6, 'make', { shape: weakShape, count: fc.nat(4), keep: fc.constantFrom('root', 'chain') }),
  step(3, 'scatter', { shape: weakShape, count: fc.nat(4) }),
  step(8, 'mapSet', { node: few, key: few, value: few, any }),
  step(4, 'register', { node: few, registry: fc.nat(1), token: few, any }),
  step(3, 'unregister', { node: few, registry: fc.nat(1) }),
  step(5, 'deref', { index: few }),
  step(3, 'drop', { every: fc.nat(3), from: fc.nat(3) }),
  step(3, 'link', { node, slot, to: node }),
  step(12, 'collect', { kind }),
  step(8, 'arm', {
    on: fc.constantFrom('finalizer', 'registry', 'visitor', 'collection', 'moved'),
    deed: fc.option(fc.oneof(...weakDeeds, step(8, 'collect', { kind }))),
    throws: fc.boolean(),
  }),
  step(4, 'arm', { on: fc.constant('marked'), deed: resurrect, throws: fc.constant(false) }),
  step(3, 'arm', {
    on: fc.constant('visitor'),
    deed: step(1, 'collect', { kind }).arbitrary,
    throws: fc.constant(false),
  }),
  step(4, 'mapWalk', { node: few }),
];

function stepsOf(drawn: fc.Arbitrary<Step>, most: number): fc.Arbitrary<Step[]> {
  return fc.array(drawn, { minLength: 1, maxLength: most, size: 'max' });
}

/** Most of it to one heap, so that much comes together there. */
const mostlyToOne = fc
  .oneof(...mostlyWeak)
  .map((drawn): Step => ({ ...drawn, heap: Math.max(0, drawn.heap - 1) }));

/** Programs of two or three heaps. */
export const programs: fc.Arbitrary<Program> = fc.record({
  heaps: fc.array(setup, { minLength: 2, maxLength: HEAPS }),
  steps: fc.oneof(stepsOf(fc.oneof(...steps), 60), stepsOf(mostlyToOne, 120)),
});
