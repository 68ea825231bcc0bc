// What the specs of the verifier share: heaps to damage, and the error that comes of it.

import { expect } from 'chai';
import {
  AddressSpace,
  addressOf,
  CorruptHeapError,
  type Ref,
  type Root,
  SpacePages,
} from '../../src/index.ts';
import { type ControlOptions, ControlPlane } from '../../src/control/control-plane.ts';
import { Stress } from '../../src/control/stress.ts';
import { verify } from '../../src/inspect/verify.ts';
import type { VerifierHeap, VerifierParts } from '../../src/inspect/parts.ts';
import { SideTables } from '../../src/inspect/side-tables.ts';
import { BIT_SHIFT, MAP_INDEX_SHIFT } from '../../src/arena/geometry.ts';
import { MIB } from '../../src/memory/units.ts';

export const PAIRS = 100;

/** What `openPlane` makes. */
export interface Plane {
  readonly plane: ControlPlane;
  readonly space: AddressSpace;
  readonly words: Int32Array;
  readonly layout: number;
  readonly list: Root;
}

/** The error that this throws. */
export function corruptionIn(run: () => unknown): CorruptHeapError {
  try {
    run();
  } catch (error) {
    if (error instanceof CorruptHeapError) return error;
    throw error;
  }
  return expect.fail('no fault was found');
}

/** What of a heap is to read otherwise than it is. */
export type Changed = Partial<VerifierParts & Pick<VerifierHeap, 'log'>>;

/** A heap that reads as another, but for some of its parts. */
export function changedHeap(plane: ControlPlane, { log = plane.log, ...parts }: Changed) {
  return {
    parts: withChanged<VerifierParts>(plane.parts, parts),
    log,
    tellFaults: () => undefined,
  };
}

/** What a verification says of a heap, parts of which read otherwise than they are. */
export function corruptionOf(plane: ControlPlane, changed: Changed = {}): string {
  return corruptionIn(() => verify(changedHeap(plane, changed))).message;
}

/** An object that reads as another, but for some of its properties. */
export function withChanged<Part extends object>(part: Part, changed: Partial<Part>): Part {
  return new Proxy(part, {
    get: (target, name) => {
      const value: unknown = Reflect.get(name in changed ? changed : target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** A control plane of its own, and a list of pairs in it whose second word is no slot. */
export function openPlane(options: Partial<ControlOptions> = {}, pairs = PAIRS): Plane {
  const space = new AddressSpace({ reserve: 16 * MIB });
  const plane = new ControlPlane(new SpacePages(space, 'heap'), {
    limit: 8 * MIB,
    mode: 'explicit',
    growth: 'proportional',
    softLimit: 8 * MIB,
    nursery: 0,
    preciseRoots: false,
    trims: false,
    marksHeaders: true,
    checked: false,
    name: 'heap',
    ownsSource: true,
    stress: new Stress({}),
    verify: () => undefined,
    ...options,
  });
  const layout = plane.layouts.register('Pair', 1, 2).id;
  const list = plane.roots.root(0);
  for (let i = 0; i < pairs; i++) {
    const ref = plane.allocate(layout, 16);
    space.words[(ref >>> 2) + 1] = list.ref;
    list.ref = ref;
  }
  return { plane, space, layout, list, words: space.words };
}

/** Sets or clears the bit of an object in a map of its space. */
export function setBit(space: AddressSpace, map: 'reached' | 'live', address: number, to: boolean) {
  const tables = new SideTables(space);
  const at = tables[map] + (address >>> MAP_INDEX_SHIFT);
  const bit = 1 << (address >>> BIT_SHIFT);
  if (to) tables.words[at]! |= bit;
  else tables.words[at]! &= ~bit;
}

/** The arena in which an object lies. */
export function arenaOf(ref: Ref): number {
  return addressOf(ref) >>> 15;
}

/** A plane with pairs in several arenas, after a collection and before it. */
export function openArenas(): Plane & { readonly tables: SideTables } {
  const opened = openPlane({}, 8000);
  opened.plane.collect('request', 'full');
  for (let i = 0; i < 100; i++) opened.plane.allocate(opened.layout, 16);
  verify(opened.plane);
  expect(opened.plane.arenas.count).to.be.above(2);
  return { ...opened, tables: new SideTables(opened.space) };
}
