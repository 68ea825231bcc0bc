// Arenas, marks and the control plane that drops what nobody holds: a ring of nodes, which
// reference counts would keep for ever, lives in arenas of 32 KiB, dies at once, and its arenas go
// back. The same program in a heap that never collects.

import { type CollectMode, Heap, headerMark, type Ref } from '../../src/index.ts';

const NODES = 10_000;

/** A ring of nodes with its entry in a root; the heap's roots are all that keeps it. */
function makeRing(heap: Heap, length: number) {
  const Node = heap.layout('Node', { next: 'ref', value: 'i32' });
  const entry = heap.root(Node.new({ value: 0 }));
  const last = heap.root(entry.ref);
  for (let value = 1; value < length; value++) {
    const node = Node.new({ value });
    Node.next.set(last.ref, node);
    last.ref = node;
  }
  Node.next.set(last.ref, entry.ref);
  last.release();
  return { Node, entry };
}

function runIn(collect: CollectMode, print: (line: string) => void): void {
  using heap = new Heap({ limit: 4 * 2 ** 20, collect });
  const { Node, entry } = makeRing(heap, NODES);
  const opposite = heap.root();
  let node: Ref = entry.ref;
  for (let step = 0; step < NODES / 2; step++) node = Node.next.get(node);
  opposite.ref = node;

  const whole = heap.collect();
  print(`${collect}: ${heap.stats().arenas} arenas, ${whole.liveObjects} nodes marked`);
  Node.next.set(opposite.ref, 0);
  entry.release();
  const broken = heap.collect();
  print(`${collect}: ${broken.arenasDropped} arenas dropped once the ring is broken`);
  opposite.release();
  heap.collect();
  print(`${collect}: ${heap.stats().used} bytes held at the end`);
}

/**
 * The two demands of the note: visit the blocks of an arena, and see in each header whether it is
 * alive.
 */
function look(print: (line: string) => void): void {
  using heap = new Heap({ limit: 2 ** 20, collect: 'explicit' });
  const Node = heap.layout('Node', { next: 'ref', value: 'i32' });
  const kept = [0, 1, 2, 3, 4].map((value) => heap.root(Node.new({ value })));
  kept[1]!.release();
  kept[3]!.release();
  heap.collect();
  Node.new({ value: 5, next: kept[0]!.ref });
  for (const arena of heap.arenas())
    arena.forEachBlock(({ ref, state, layout, bytes }) => {
      const isMarked = headerMark(heap.words[ref >>> 2]!);
      const value = Node.value.get(ref);
      print(`${state} ${layout!.name} ${value}, ${bytes} bytes, ${isMarked ? '' : 'not '}marked`);
    });
}

/** Runs the example; prints through `print`. */
export function main(print: (line: string) => void): void {
  runIn('automatic', print);
  runIn('never', print);
  look(print);
}

if (require.main === module) main((line) => process.stdout.write(`${line}\n`));
