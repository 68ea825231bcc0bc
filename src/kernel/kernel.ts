// The kernel as TypeScript sees it: the WebAssembly module of src/kernel/assembly, instantiated
// once for an address space. Addresses go in as numbers (negative above 2 GiB is the same 32 bits)
// and come out signed.

import { compile, type WasmGlobal, type WasmMemory } from '../memory/wasm.ts';
import { KERNEL_BASE64 } from './binary.ts';

/** The exports of src/kernel/assembly/index.ts; each is described there. */
export interface Kernel {
  locateTables(tables: number, reached: number, arenas: number): void;
  reserveStack(levels: number): number;
  openArena(region: number, arena: number, next: number, isZero: boolean, heap: number): void;
  linkArena(arena: number, next: number, heap: number): void;
  fillHoles(arenas: number, word: number): void;
  openLarge(page: number, bytes: number, next: number, header: number, heap: number): void;
  enterHole(region: number, bytes: number, fills: boolean): number;

  begin(arenas: number, larges: number, heap: number, layouts: number, defers: boolean): void;
  readonly trespassed: WasmGlobal;
  revisit(arenas: number, larges: number): void;
  markRange(start: number, end: number): void;
  isReached(object: number): number;
  logVisits(at: number, words: number): void;
  readonly visitsLogged: WasmGlobal;

  flagSources(arenas: number, below: number, quota: number): void;
  evacuate(arenas: number): void;
  forward(word: number): number;
  forwardRange(start: number, end: number): void;
  forwardHeap(arenas: number, larges: number): void;
  endEvacuation(arenas: number): void;
  readonly movedObjects: WasmGlobal;

  forgetMarks(arenas: number, larges: number): void;
  sweepArenas(arenas: number, marks: boolean): number;
  sweepLarges(larges: number, marks: boolean): number;
  endAll(arenas: number, larges: number): void;
  readonly droppedArenas: WasmGlobal;
  readonly droppedLarges: WasmGlobal;
  readonly sweptObjects: WasmGlobal;
  readonly sweptBytes: WasmGlobal;
}

/**
 * Where Node is, its own decoder: a loop over the letters takes as long as everything else that a
 * heap does to begin.
 */
function decodeBase64(text: string): Uint8Array {
  const { Buffer } = globalThis as { Buffer?: { from(text: string, code: 'base64'): Uint8Array } };
  if (Buffer !== undefined) return Buffer.from(text, 'base64');
  const decoded = atob(text);
  const bytes = new Uint8Array(decoded.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = decoded.charCodeAt(index);
  return bytes;
}

/**
 * Compiles the kernel; what comes back instantiates it on a memory. The exports go into a plain
 * object, since in the one that WebAssembly makes an engine looks each name up anew.
 */
export function compileKernel(): (memory: WasmMemory) => Kernel {
  const start = compile<Kernel>(decodeBase64(KERNEL_BASE64));
  return (memory) => ({ ...start({ env: { memory } }) });
}
