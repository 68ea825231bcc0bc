// How a heap is opened and asked to collect, and the rules that the options are looked at by.

import { AddressSpace } from './memory/address-space.ts';
import {
  type Checked,
  checkOptions,
  either,
  flag,
  instanceOf,
  oneOf,
  optional,
  shaped,
  text,
  wholeNumber,
  withDefault,
} from './memory/check.ts';
import { BadRequestError, DisposedError } from './memory/errors.ts';
import { PAGE_SOURCE, type PageSource, SpacePages } from './memory/page-source.ts';
import { needStack } from './memory/stack.ts';
import { Quota } from './memory/quota.ts';
import { GIB, MIB } from './memory/units.ts';
import { ARENA_BYTES } from './arena/geometry.ts';
import type { CollectionScope } from './collect/collector.ts';
import { ControlPlane } from './control/control-plane.ts';
import type { CollectMode, GrowthRule } from './control/policy.ts';
import { Stress, STRESS_RULES, stressOfEnvironment, type StressOptions } from './control/stress.ts';
import { verify } from './inspect/verify.ts';

/** Bytes. */
export const MIN_LIMIT = ARENA_BYTES;
const MAX_RESERVED = 4 * GIB;

/** How to open a heap. */
export interface HeapOptions {
  /**
   * Bytes of pages that the heap may hold, arenas and large objects both; default the whole space,
   * minimum 32 KiB. Passing it throws HeapLimitError. A limit beyond the space is cut to what there
   * is of it, which `stats()` tells.
   */
  readonly limit?: number;
  /** Where a collection can happen; default 'automatic': in any allocation. */
  readonly collect?: CollectMode;
  /**
   * The address space to live in, shared or not; default one of its own: of 1 GiB, or of what
   * `limit` needs, half of it again and 64 MiB, at most 4 GiB.
   */
  readonly space?: AddressSpace;
  /**
   * Where pages come from, in place of `space`'s own map: an allocator of the caller's, which has a
   * space already.
   */
  readonly pages?: PageSource;
  /**
   * Bytes that the heap stays below where it can, by collecting more often; default the limit,
   * minimum 32 KiB.
   */
  readonly softLimit?: number;
  /** How much is handed out between two collections; default 'proportional'. */
  readonly growth?: GrowthRule;
  /**
   * Bytes that are handed out at least between two collections of the young, which pass over what
   * an earlier one found alive: for a program much of whose data stays while most of what it makes
   * dies. Default 0: every collection is full; minimum 32 KiB. What dies old is found by full
   * collections, which come when as much has become old as would otherwise have been handed out
   * between two of them.
   */
  readonly nursery?: number;
  /**
   * Whether every reference that the host keeps across a safepoint is in a root, a scope or a
   * scanned range. Then a heap of mode 'explicit' may move objects when it has become sparse;
   * default false.
   */
  readonly preciseRoots?: boolean;
  /**
   * Whether a collection that leaves far more memory committed than held gives it back by itself,
   * which changes the views of the space ('automatic'), or only `trim()` does ('explicit', the
   * default).
   */
  readonly trim?: 'automatic' | 'explicit';
  /**
   * Does often what is seldom done, for tests; default what the environment's TIDEMARK_STRESS says.
   */
  readonly stress?: StressOptions;
  /**
   * Where it is written what a collection found alive; default 'header': in maps beside the arenas
   * and in each object's header, so that a reader of the memory tells by one load. 'side' leaves
   * the headers as they are, and collections are a little faster. (MMTk lets its bindings choose
   * the same.)
   */
  readonly marks?: 'header' | 'side';
  /**
   * Whether each access through a layout, and each reference that a root, a pin or a field is to
   * hold, is looked at, so that one to what is dead, or is something else, throws MisuseError;
   * default false. What is freed is filled with 0xdeaddeaf. For tests and for hunts: it takes time,
   * and half as much memory again as the objects, in the engine's own heap. `read`, `write` and the
   * views stay as they are.
   */
  readonly checked?: boolean;
  /**
   * Whether an address is handed out again when what was there is dead; default true. False is for
   * checked mode, where a stale reference is then never taken for one to a newer object: pages stay
   * with the heap until it is disposed of.
   */
  readonly reuse?: boolean;
  /** What the heap may hold together with others, beside its own limit. */
  readonly quota?: Quota;
  /** The heap's name, for errors and reports; default 'heap'. */
  readonly name?: string;
}

/** What a collection is to do. */
export interface CollectOptions {
  /**
   * Which objects it looks at; default 'full': all. 'young' passes over what an earlier collection
   * found alive, and keeps it; but for roots, and old objects into which slots were stored since,
   * only what is new is looked at.
   */
  readonly scope?: CollectionScope;
  /** Whether objects of sparse arenas move; default false. For full collections. */
  readonly compact?: boolean;
}

/** A limit in bytes, of at least one arena. */
const LIMIT = wholeNumber(MIN_LIMIT, Infinity, 'bytes');

const HEAP_OPTIONS = {
  limit: optional(LIMIT),
  collect: withDefault<CollectMode, CollectMode>(
    oneOf('automatic', 'explicit', 'never'),
    'automatic',
  ),
  space: optional(instanceOf(AddressSpace)),
  pages: optional(PAGE_SOURCE),
  softLimit: optional(LIMIT),
  growth: withDefault<GrowthRule, GrowthRule>(oneOf('proportional', 'square-root'), 'proportional'),
  nursery: withDefault(either(oneOf(0), wholeNumber(ARENA_BYTES, Infinity, 'bytes')), 0),
  preciseRoots: withDefault(flag, false),
  trim: withDefault(oneOf('automatic', 'explicit'), 'explicit'),
  stress: optional(shaped<StressOptions>('options of stress', {})),
  marks: withDefault(oneOf('header', 'side'), 'header'),
  checked: withDefault(flag, false),
  reuse: withDefault(flag, true),
  quota: optional(instanceOf(Quota)),
  name: withDefault(text, 'heap'),
};

type Given = Omit<Checked<typeof HEAP_OPTIONS>, 'space' | 'pages'>;

const COLLECT_OPTIONS = {
  scope: withDefault<CollectionScope, CollectionScope>(oneOf('full', 'young'), 'full'),
  compact: withDefault(flag, false),
};

/** What a heap is opened with. */
export interface Opened {
  readonly name: string;
  readonly space: AddressSpace;
  readonly plane: ControlPlane;
}

/**
 * Looks at the options of a heap, reserves its space if it is to have one of its own, and opens
 * what is behind it. Throws what the constructor of Heap says; then nothing is left behind.
 */
export function openPlane(options: unknown): Opened {
  const { space: shared, pages, ...given } = checkOptions('Heap', options, HEAP_OPTIONS);
  const stress = stressOf(given);
  if (pages !== undefined && shared !== undefined && pages.space !== shared)
    throw new BadRequestError('Heap: space is not the space of pages; give one of the two');
  const space = pages?.space ?? shared ?? ownSpace(given.limit);
  if (space.isClosed) throw new DisposedError('the address space');
  // From here on something is held, and the engine's stack must not end before it is given back.
  needStack();
  const { name } = given;
  const source = pages ?? new SpacePages(space, name);
  const ownsSource = pages === undefined;
  try {
    const plane: ControlPlane = new ControlPlane(source, {
      ...limitsOf(given, space),
      name,
      ownsSource,
      mode: given.collect,
      growth: given.growth,
      nursery: given.nursery,
      preciseRoots: given.preciseRoots,
      trims: given.trim === 'automatic',
      marksHeaders: given.marks === 'header',
      checked: given.checked,
      quota: given.quota,
      stress,
      verify: () => void verify(plane),
    });
    return { name, space, plane };
  } catch (error) {
    if (ownsSource) source.close?.();
    throw error;
  }
}

function limitsOf(
  given: Given,
  space: AddressSpace,
): { readonly limit: number; readonly softLimit: number } {
  const limit = Math.min(given.limit ?? Infinity, space.reserved);
  return { limit, softLimit: given.softLimit ?? Infinity };
}

function stressOf({ stress, checked, reuse }: Given): Stress {
  if (!reuse && !checked)
    throw new BadRequestError('Heap: reuse is false; it belongs to checked: true');
  const asked = stress === undefined ? stressOfEnvironment() : stress;
  const options = checkOptions('Heap: stress', asked, STRESS_RULES);
  if (!checked) return new Stress(options);
  return new Stress({ ...options, poison: true, neverReuse: !reuse || options.neverReuse });
}

const BESIDE = 64 * MIB;

/**
 * What the limit needs, half as much again since free pages do not always lie together, and room
 * for what counts for no limit.
 */
function ownSpace(limit: number | undefined): AddressSpace {
  if (limit === undefined) return new AddressSpace();
  return new AddressSpace({ reserve: Math.min(MAX_RESERVED, Math.ceil(limit * 1.5) + BESIDE) });
}

/** Looks at what a collection is to do. Throws BadRequestError. */
export function checkCollectOptions(options: unknown): Required<CollectOptions> {
  const checked = checkOptions('collect', options, COLLECT_OPTIONS);
  if (checked.compact && checked.scope !== 'full')
    throw new BadRequestError(
      `collect: a compaction of the ${checked.scope}; only a full collection compacts`,
    );
  return checked;
}
