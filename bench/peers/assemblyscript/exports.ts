// One of the two compiled modules, incremental or minimal, and when it collects.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the compiled module exports. */
export interface Exports {
  __collect(): void;
  readonly memory: { readonly buffer: ArrayBuffer };
  buildTree(count: number, isShuffled: number): void;
  buildList(count: number): void;
  buildStar(count: number): void;
  buildDegree3(count: number): void;
  check(): number;
  keep(depth: number): void;
  drop(): void;
  keptSize(): number;
  countedTree(depth: number): number;
  keepTree(depth: number): void;
  countKept(): number;
  benchTopDown(depth: number): void;
  benchBottomUp(depth: number): void;
  keepBench(depth: number, length: number): void;
  checkBench(): number;
  insert(key: number, tag: number): number;
  remove(key: number): void;
  greatestBelow(key: number): number;
}

interface Instance {
  readonly exports: unknown;
}

/**
 * The part of the WebAssembly namespace that is used here; the compiler's `dom` library has it, and
 * much else.
 */
interface WebAssemblyNamespace {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => Instance;
}

/**
 * How much may be allocated before the minimal runtime, which never collects by itself, is asked
 * to.
 */
const BUDGET_BYTES = 32 << 20;

/**
 * Loads the module of that runtime; the compiled modules are in build/peers, beside build/bench.
 */
export function load(runtime: string): Exports {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyNamespace };
  const bytes = readFileSync(join(__dirname, `../peers/${runtime}.wasm`));
  const abort = (): never => {
    throw new Error('the module aborted');
  };
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { abort } });
  return instance.exports as Exports;
}

/**
 * Told of what was allocated, has the minimal runtime collect when it is time; the incremental one
 * needs nobody.
 */
export function pacer(runtime: string, exports: Exports): (bytes: number) => void {
  let allocated = 0;
  if (runtime !== 'minimal') return () => undefined;
  return (bytes) => {
    allocated += bytes;
    if (allocated < BUDGET_BYTES) return;
    allocated = 0;
    exports.__collect();
  };
}
