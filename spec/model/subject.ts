// One heap of a program: with the graph of what it holds, a weak table of the host's, and listeners
// that may call back.

import { expect } from 'chai';
import {
  type AddressSpace,
  type CollectionReport,
  HeapLimitError,
  type HeapOptions,
  LeakError,
  OutOfMemoryError,
  ReenteredError,
  type Ref,
} from '../../src/index.ts';
import { visitAll } from '../visit/support.ts';
import type { Checks } from './modes.ts';
import { type Node, SCANNED_WORDS } from './graph.ts';
import { Holding, type Host, type Marking } from './holding.ts';
import { ToldPages } from './pages.ts';
import { learnWeak } from './recovery.ts';
import type { Setup } from './program.ts';

const KIB = 1024;
const CHECKS_APART = 6;
/** More than a program can have a page source throw. */
const MOST_TRIES = 4;

/** A heap and what is known of it. */
export class Subject extends Holding {
  readonly weak = new Map<Node, Ref>();
  private readonly pages: ToldPages | undefined;
  private removeScanner: (() => void) | undefined;
  private readonly removeListener: () => void;
  private madeThen = 0;
  /** Whether `madeThen` is what was made before the last collection. */
  private isCounted = true;
  /** Whether the maps may say nothing until the next collection: then what is dead is not known. */
  private isBlurred = false;
  private collectionsThen = 0;
  private collectionsNoted = 0;
  private checks = 0;

  constructor(
    space: AddressSpace,
    name: string,
    readonly setup: Setup,
    options: Checks & Pick<HeapOptions, 'stress'>,
    host: Host,
  ) {
    const pages = setup.hasSource ? new ToldPages(space, name) : undefined;
    const { mode, limit, nursery, preciseRoots, marks = 'header' } = setup;
    const sizes = { limit: limit * KIB, nursery: nursery * KIB };
    const how = { collect: mode, preciseRoots, marks, ...options };
    super(
      space,
      name,
      { ...(pages === undefined ? { space } : { pages }), ...sizes, ...how },
      host,
    );
    this.pages = pages;
    this.removeListener = space.onViewsChanged(() => void host.fire(this, 'views'));
    this.listen();
  }

  private listen(): void {
    const { heap, host } = this;
    heap.onMarked((isLive, resurrect) => {
      for (const [node, ref] of this.weak) if (!isLive(ref)) this.weak.delete(node);
      this.mark({ isLive, resurrect });
    });
    heap.onMoved((forward) => {
      for (const [node, ref] of this.weak) this.weak.set(node, forward(ref));
      this.weakness.commit();
      for (const node of this.graph.all) node.ref = forward(node.ref);
      this.graph.change();
      host.fire(this, 'moved');
    });
    heap.onCollection((report) => {
      this.noteCollection();
      this.checkSpared(report);
      host.fire(this, 'collection');
    });
    heap.onError((error) => {
      // A program that ends its heap leaves handles behind; each of them is one of the heap's.
      if (error instanceof LeakError) {
        expect(error.leaks.length).to.be.within(1, heap.stats().roots);
        return;
      }
      // It may be told of before the collection is.
      this.noteCollection();
      host.note(this, error);
      host.fire(this, 'error');
    });
    if (this.pages !== undefined) this.pages.listener = (call) => host.fire(this, call);
    this.toggleScanner();
  }

  private mark(marking: Marking): void {
    const { weakness, host } = this;
    weakness.begin();
    if (!host.isAstray) weakness.mark(marking.isLive);
    this.marking = marking;
    try {
      host.fire(this, 'marked');
    } finally {
      this.marking = undefined;
    }
  }

  /** A full collection that no allocation has brought about spares nothing that is not reached. */
  private checkSpared({ reason, scope }: CollectionReport): void {
    const { spared } = this.weakness;
    if (reason === 'allocation' || scope === 'young' || this.hidesOne || this.host.isAstray) return;
    if (spared !== 0) expect.fail(`a full collection has spared ${spared} objects`);
  }

  /** At the first event after a collection: what came before it, and that the maps are right. */
  private noteCollection(): void {
    const { collections, allocatedObjects } = this.heap.stats();
    if (collections === this.collectionsNoted) return;
    this.collectionsNoted = collections;
    this.madeThen = allocatedObjects;
    this.isCounted = true;
    this.isBlurred = false;
    this.weakness.commit();
    for (const node of this.revived.splice(0))
      if (this.graph.all.has(node)) this.hold(node).isBusy = false;
  }

  /** Takes the scanner back and what it handed over, or registers it again. */
  toggleScanner(): void {
    if (this.removeScanner !== undefined) {
      this.removeScanner();
      this.removeScanner = undefined;
      this.graph.clearScanned();
      this.graph.change();
      return;
    }
    const { base } = this.graph;
    this.removeScanner = this.heap.addScanner((visit) => {
      this.host.fire(this, 'scanner');
      if (this.host.fire(this, 'range')) visit(base, this.space.words.length);
      visit(base, base + SCANNED_WORDS / 2 + 1);
      visit(base + SCANNED_WORDS / 2, base + SCANNED_WORDS);
    });
  }

  get hasScanner(): boolean {
    return this.removeScanner !== undefined;
  }

  /** Whether the heap may be called: not while it collects. */
  isUsable(): boolean {
    try {
      this.heap.scope(() => undefined);
      return true;
    } catch (error) {
      if (error instanceof ReenteredError) return false;
      throw error;
    }
  }

  /** Objects that a collection of the young may keep at most. */
  mostYoung(): number {
    const { liveObjects, allocatedObjects } = this.heap.stats();
    return liveObjects + allocatedObjects - this.madeThen;
  }

  /** Looks at a report of a collection that nothing came in between. */
  checkReport(report: CollectionReport, most: number): void {
    if (this.hidesOne) return;
    const reached = this.graph.reached();
    const { scope, liveObjects } = report;
    const known = reached.length + this.extraObjects;
    const isRight =
      scope === 'young' ? liveObjects >= known && liveObjects <= most : liveObjects === known;
    if (!isRight) expect.fail(`a ${scope} collection found ${liveObjects} objects, not ${known}`);
    if (scope === 'young') return;
    const live = new Set(reached);
    for (const node of this.weak.keys())
      if (!live.has(node)) expect.fail(`a weak table still holds ${node.tag}`);
  }

  /** Looks at everything. Throws where it is not as the model has it. */
  check(): void {
    const reached = this.graph.walk();
    this.verify(reached.length + this.extraObjects);
    for (const node of reached) {
      const ref = this.weak.get(node);
      if (ref !== undefined && ref !== node.ref) expect.fail(`a weak table has lost ${node.tag}`);
    }
    this.checkStats();
  }

  /** After each collection, and every now and then: it takes as long as the rest of a step. */
  private verify(objects: number): void {
    const { collections } = this.heap.stats();
    if (collections === this.collectionsThen && ++this.checks % CHECKS_APART !== 0) return;
    this.collectionsThen = collections;
    const verified = this.heap.verify();
    if (verified.objects !== objects)
      expect.fail(`the verifier reaches ${verified.objects} objects, not ${objects}`);
    this.checkVisits();
  }

  /**
   * What is visited is what lived at the last collection and what came since; all that is reached
   * is of it.
   */
  private checkVisits(): void {
    const hasMarks = this.setup.marks !== 'side';
    const { live, new: made } = visitAll(this.heap, hasMarks);
    for (const { ref, tag } of this.graph.reached())
      if (!live.has(ref) && !made.has(ref)) expect.fail(`${tag} is reached and not visited`);
    const { liveObjects, allocatedObjects } = this.heap.stats();
    if (!this.isCounted || (this.isBlurred && !hasMarks)) return;
    if (live.size !== liveObjects)
      expect.fail(`${live.size} live ones are visited, not ${liveObjects}`);
    const since = allocatedObjects - this.madeThen;
    if (this.isBlurred ? made.size < since : made.size !== since)
      expect.fail(`${made.size} new ones are visited, not ${since}`);
  }

  /** After the engine's stack has ended somewhere: the model learns again what is so. */
  recover(): void {
    const { graph, heap, weakness } = this;
    heap.endJob();
    weakness.endJob();
    graph.find();
    // What is due is called here, since nobody knows what that is.
    heap.runFinalizers();
    weakness.forgetDue();
    this.revived.length = 0;
    learnWeak(this);
    this.restoreWeak();
    this.recount();
    this.ownRoots += heap.stats().roots - this.handles;
  }

  /** Weak tables hold what the model says; after a listener was cut short. */
  private restoreWeak(): void {
    const { all } = this.graph;
    for (const node of this.weak.keys())
      if (all.has(node)) this.weak.set(node, node.ref);
      else this.weak.delete(node);
  }

  private checkStats(): void {
    const stats = this.heap.stats();
    const { used, limit, committed, peakCommitted, allocated, live, freed } = stats;
    if (!(used <= limit)) expect.fail(`${used} bytes are used of ${limit}`);
    if (!(used <= committed && committed <= peakCommitted))
      expect.fail(`used ${used}, committed ${committed}, at most ${peakCommitted}`);
    if (!(live >= 0 && freed >= 0 && live + freed <= allocated))
      expect.fail(`live ${live}, freed ${freed}, allocated ${allocated}`);
    const { allocatedObjects, collections, youngCollections, roots } = stats;
    const { handles } = this;
    if (allocatedObjects !== this.made)
      expect.fail(`${allocatedObjects} objects were handed out, not ${this.made}`);
    if (roots !== handles) expect.fail(`there are ${roots} handles, not ${handles}`);
    if (youngCollections > collections) expect.fail('more young collections than all');
    if (this.setup.mode === 'never' && collections > 0)
      expect.fail('a heap that never collects did');
  }

  /** Weak maps, their tables, and the table of identity hashes, once it has an entry. */
  private get extraObjects(): number {
    return this.graph.extraObjects + this.ownObjects;
  }

  /** Says that a mark was cut short, or that another heap's has disturbed the maps. */
  blur(): void {
    this.isBlurred = true;
  }

  /** After the engine's stack has ended somewhere, it is not known what was made. */
  recount(): void {
    this.made = this.heap.stats().allocatedObjects;
    this.madeThen = 0;
    this.isCounted = false;
    this.collectionsNoted = this.heap.stats().collections;
  }

  /** Lets go of all, sees that nothing is left, and ends the heap. */
  end(): void {
    const { heap, graph } = this;
    if (this.setup.mode !== 'never') {
      this.checkReport(heap.collect(), 0);
      this.check();
      graph.clear();
      this.finalizeAll();
      const { ownObjects } = this;
      expect(heap.collect().liveObjects, 'objects that live without a root').to.equal(ownObjects);
      if (ownObjects === 0) expect(heap.stats().used, 'bytes used without a root').to.equal(0);
    }
    this.dispose();
  }

  /** Collects until nothing is left that has a finalizer, nor anything that these keep. */
  private finalizeAll(): void {
    const { heap, graph, weakness } = this;
    while (heap.runFinalizers() + weakness.finalizing.length + graph.owned.size > 0) {
      heap.endJob();
      weakness.endJob();
      graph.clear();
      heap.collect();
      this.check();
    }
  }

  /**
   * Whether the heap is at its end; not where its page source threw. Throws what it threw when it
   * `isLast`.
   */
  private triesToDispose(isLast: boolean): boolean {
    this.weakness.isClosing = true;
    try {
      this.heap.dispose();
      return true;
    } catch (error) {
      this.isDisposed = !(error instanceof ReenteredError);
      this.weakness.isClosing = this.isDisposed;
      if (isLast || !this.isDisposed) throw error;
      return false;
    }
  }

  /** Ends the heap, whatever its page source throws. */
  dispose(): void {
    const root = this.graph.roots[0]?.root;
    this.isDisposed = true;
    for (let tries = 1; !this.triesToDispose(tries === MOST_TRIES);) tries++;
    const { isAstray, wasAstray } = this.host;
    if (!isAstray && !wasAstray) this.weakness.checkClosed();
    this.removeListener();
    if (root !== undefined)
      expect(() => root.ref)
        .to.throw()
        .with.property('code', 'DISPOSED');
    expect(() => this.heap.collect())
      .to.throw()
      .with.property('code', 'DISPOSED');
    this.pages?.close();
    const left = this.space.holders().filter(({ name }) => name === this.name);
    expect(left, 'pages that are held by nobody').to.deep.equal([]);
  }
}

/** Whether an allocation that was refused was rightly refused. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof HeapLimitError) return error.used + error.asked > error.limit;
  return error instanceof OutOfMemoryError;
}
