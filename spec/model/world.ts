// Runs a program: several heaps of one space, step by step, and looks at all of them after each
// step.

import { expect } from 'chai';
import {
  AddressSpace,
  BadRequestError,
  CorruptHeapError,
  DisposedError,
  Heap,
  MisuseError,
  OutOfMemoryError,
  ReenteredError,
  type Ref,
} from '../../src/index.ts';
import type { Checks } from './modes.ts';
import type { StressOptions } from '../../src/control/stress.ts';
import { MIB } from '../../src/memory/units.ts';
import { thrownBy } from '../support/thrown.ts';
import { perform, isRefused } from './deeds.ts';
import type { Node } from './graph.ts';
import { collectOptions } from './program.ts';
import type { Deed, DeepWork, Event, Kind, Program, Setup, Step } from './program.ts';
import type { Holding, Host } from './holding.ts';
import { isRefusal, Subject } from './subject.ts';

const RESERVED = 4 * MIB;
const LEVELS_APART = 13;
/** Of objects that are no nodes. */
const NO_TAG = 0;

/** What the host's own code throws. */
class HostError extends Error {}

type Arm = Extract<Step, { readonly do: 'arm' }>;
type Trespass = Extract<Step, { readonly do: 'trespass' }>;

function isStackOverflow(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'InternalError' || error.message.includes('call stack');
}

/** The heaps of one program. */
class World implements Host {
  private readonly space = new AddressSpace({ reserve: RESERVED });
  private readonly subjects: (Subject | undefined)[];
  private readonly arms = new Map<Holding, Map<Event, Arm>>();
  /** Events that were armed and have come. */
  private fired = 0;
  /** Callbacks that are under way. */
  private depth = 0;
  private isQuiet = false;
  private isDeep = false;
  private hasOverflown = false;
  wasAstray = false;
  private serial = 0;
  /** What went wrong in a callback. */
  private failure: { readonly error: unknown } | undefined;

  constructor(
    setups: readonly Setup[],
    private readonly stress: StressOptions,
    private readonly checks: Checks,
  ) {
    this.subjects = setups.map((setup) => this.opened(setup));
  }

  private opened(setup: Setup): Subject | undefined {
    const { stress, checks } = this;
    const options = { stress, ...checks };
    try {
      return new Subject(this.space, `heap ${++this.serial}`, setup, options, this);
    } catch (error) {
      // Where no address is used twice, the space is soon full.
      if (!(error instanceof OutOfMemoryError)) throw error;
      return undefined;
    }
  }

  /** Opens a heap where there is none. */
  open(place: number, setup: Setup): void {
    const index = place % this.subjects.length;
    if (this.subjects[index] === undefined) this.subjects[index] = this.opened(setup);
  }

  close(subject: Subject): void {
    subject.dispose();
    this.arms.delete(subject);
    const index = this.subjects.indexOf(subject);
    if (index >= 0) this.subjects[index] = undefined;
  }

  private at(place: number): Subject | undefined {
    return this.subjects[place % this.subjects.length];
  }

  private all(): Subject[] {
    return this.subjects.filter((subject) => subject !== undefined);
  }

  /** Collections and the like that came in between make a report inexact. */
  get events(): number {
    return this.fired;
  }

  get isAstray(): boolean {
    return this.hasOverflown || this.isDeep;
  }

  step(step: Step): void {
    const subject = this.at(step.heap);
    if (step.do === 'open') this.open(step.heap, step.setup);
    else if (subject === undefined) return;
    else if (step.do === 'arm') this.arm(subject, step);
    else if (step.do === 'trespass') this.trespass(subject, step);
    else if (step.do === 'deep') this.goDeep(subject, step.level, step.work);
    else this.attempt(subject, () => perform(this, subject, step));
    if (this.hasOverflown) this.recover();
    this.checkAll();
  }

  private arm(subject: Subject, step: Arm): void {
    const arms = this.arms.get(subject) ?? new Map<Event, Arm>();
    this.arms.set(subject, arms);
    arms.set(step.on, step);
  }

  fire(subject: Holding, event: Event): boolean {
    if (this.isQuiet) return false;
    const arms = this.arms.get(subject);
    const arm = arms?.get(event);
    if (arm === undefined) return false;
    arms!.delete(event);
    this.fired++;
    if (arm.deed !== null) this.callBack(arm.deed);
    if (arm.throws) this.blurAll();
    if (arm.throws && event !== 'error' && event !== 'range') throw new HostError(event);
    return true;
  }

  /**
   * A mark that is cut short, or goes astray, may have disturbed the maps of all heaps of the
   * space.
   */
  private blurAll(): void {
    for (const subject of this.all()) subject.blur();
  }

  private callBack(deed: Deed): void {
    const subject = this.at(deed.heap);
    this.depth++;
    try {
      if (deed.do === 'open') this.open(deed.heap, deed.setup);
      else if (subject === undefined || subject.isDisposed) return;
      else if (deed.do === 'resurrect') perform(this, subject, deed);
      else if (subject.isUsable()) this.attempt(subject, () => perform(this, subject, deed));
      else if (isRefused(deed)) this.expectRefusal(subject, deed);
    } finally {
      this.depth--;
    }
  }

  private expectRefusal(subject: Subject, deed: Deed): void {
    try {
      perform(this, subject, deed);
    } catch (error) {
      if (error instanceof ReenteredError || (this.mayOverflow && isStackOverflow(error))) return;
      this.fail(error);
    }
    this.fail(new Error(`${deed.do} was not refused in the middle of a collection`));
  }

  note(subject: Holding, error: unknown): void {
    if (!this.isExpected(subject, error)) this.failure ??= { error };
  }

  /** Does it; errors that may be are none. */
  attempt(subject: Subject, work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!this.isExpected(subject, error)) this.fail(error);
    }
  }

  private isExpected(subject: Holding, error: unknown): boolean {
    if (isStackOverflow(error)) {
      this.hasOverflown = true;
      return this.mayOverflow;
    }
    if (error instanceof HostError || isRefusal(error)) return true;
    if (error instanceof ReenteredError) return this.depth > 0;
    if (error instanceof DisposedError) return subject.isDisposed;
    return error instanceof BadRequestError && this.fired > 0 && /^a scanner/.test(error.message);
  }

  /** Throws; and keeps it, since who called this callback may catch it. */
  private fail(error: unknown): never {
    this.failure ??= { error };
    throw error;
  }

  private trespass(subject: Subject, step: Trespass): void {
    const other = this.at(step.other);
    const node = subject.graph.pick(step.node);
    const target = other?.graph.pick(step.target);
    if (other === subject || target === undefined) return;
    this.isQuiet = true;
    this.blurAll();
    if (step.via === 'stack') this.trespassByStack(subject, target.ref, step.kind);
    else if (node !== undefined) this.trespassBySlot(subject, node, target.ref, step);
    this.isQuiet = false;
  }

  private trespassByStack(subject: Subject, foreign: Ref, kind: Kind): void {
    const { graph } = subject;
    if (this.checks.checked === true) {
      const refused = thrownBy(() => graph.stack.push(foreign));
      if (!(refused instanceof MisuseError && refused.fault === 'heap')) throw refused;
      return;
    }
    graph.stack.push(foreign);
    this.collectTrespassing(subject, kind);
    graph.stack.pop();
  }

  private trespassBySlot(subject: Subject, node: Node, foreign: Ref, step: Trespass): void {
    const { heap, graph } = subject;
    if (node.links.length === 0) return;
    const index = step.slot % node.links.length;
    const held = heap.root(node.ref);
    heap.write(node.ref, node.linksAt[index]!, foreign);
    node.links[index] = undefined;
    this.collectTrespassing(subject, step.kind);
    heap.write(held.ref, node.linksAt[index]!, 0);
    held.release();
    graph.change();
  }

  /**
   * The verifier says that there is a word of another heap; the collection has been all the same.
   */
  private collectTrespassing(subject: Subject, kind: Kind): void {
    try {
      subject.heap.collect(collectOptions(kind));
    } catch (error) {
      if (!(error instanceof CorruptHeapError && this.stress.verify === true)) throw error;
      // Nobody was told of the collection.
      subject.weakness.commit();
      subject.recount();
    }
  }

  private goDeep(subject: Subject, level: number, work: DeepWork): void {
    let left = level * LEVELS_APART;
    let isDone = false;
    let opened: Heap | undefined;
    const down = (): void => {
      try {
        down();
      } catch (error) {
        if (!isStackOverflow(error)) throw error;
        this.hasOverflown = true;
      }
      if (isDone || left-- > 0) return;
      isDone = true;
      if (work === 'open') opened = new Heap({ space: this.space, name: 'deep', limit: MIB });
      else doDeep(subject, work);
    };
    this.isDeep = true;
    try {
      this.attempt(subject, down);
    } finally {
      this.isDeep = false;
    }
    opened?.dispose();
    if (work === 'dispose') this.close(subject);
  }

  /** Whether the engine's stack may end in the host's own code. */
  private get mayOverflow(): boolean {
    return this.isDeep || (this.stress.overflowStack === true && this.depth > 0);
  }

  private recover(): void {
    this.wasAstray = true;
    this.isQuiet = true;
    try {
      for (const subject of this.all()) subject.recover();
    } finally {
      this.isQuiet = false;
      this.hasOverflown = false;
    }
  }

  private checkAll(): void {
    this.isQuiet = true;
    try {
      for (const subject of this.all()) subject.check();
    } finally {
      this.isQuiet = false;
    }
    if (this.failure !== undefined) throw this.failure.error;
  }

  /** Ends all heaps and the space. Throws where something is left. */
  end(): void {
    this.isQuiet = true;
    for (const subject of this.all()) subject.end();
    expect(this.space.holders(), 'who holds pages').to.deep.equal([]);
    this.space.close();
  }
}

/** Work that leaves nothing behind, wherever it ends. */
function doDeep(subject: Subject, work: Exclude<DeepWork, 'open'>): void {
  const { heap, makers } = subject;
  switch (work) {
    case 'waste':
      for (let i = 0; i < 30; i++) makers.make(i % 8, NO_TAG, 0);
      return;
    case 'large':
      makers.make(17, NO_TAG, 0);
      return;
    case 'scope':
      heap.scope((scope) => {
        for (let i = 0; i < 20; i++) scope.root(makers.make(0, NO_TAG, 0));
      });
      return;
    case 'dispose':
      // Its page source may call back while it ends.
      subject.isDisposed = true;
      heap.dispose();
      return;
    case 'trim':
      heap.trim();
      return;
    default:
      heap.collect(collectOptions(work));
  }
}

/**
 * Runs a program under this stress. Throws where a heap is not as the model has it, and says after
 * which step.
 */
export function runProgram(program: Program, stress: StressOptions, checks: Checks = {}): void {
  const world = new World(program.heaps, stress, checks);
  let at = 'the opening of the heaps';
  try {
    program.steps.forEach((step, index) => {
      at = `step ${index}, ${JSON.stringify(step)}`;
      world.step(step);
    });
    at = 'the end';
    world.end();
  } catch (error) {
    throw new Error(`${at}: ${String(error)}`, { cause: error });
  }
}
