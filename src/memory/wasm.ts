// The few WebAssembly names that the library uses, typed here so that its declarations ask for
// neither the DOM's nor Node's.

/** A WebAssembly.Memory. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** A mutable WebAssembly global, as seen from outside. */
export interface WasmGlobal {
  value: number;
}

interface WasmApi {
  readonly Memory: new (descriptor: { initial: number; maximum: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Record<string, Record<string, unknown>>,
  ) => { readonly exports: unknown };
}

const api = (globalThis as unknown as { readonly WebAssembly: WasmApi }).WebAssembly;

/** Reserves a memory of a fixed size, in units of 64 KiB. */
export function reserveMemory(wasmPages: number): WasmMemory {
  return new api.Memory({ initial: wasmPages, maximum: wasmPages });
}

/**
 * Compiles a module; the caller names the type of its exports, and instantiates it as often as it
 * likes.
 */
export function compile<Exports>(
  binary: Uint8Array,
): (imports: Record<string, Record<string, unknown>>) => Exports {
  const module = new api.Module(binary);
  return (imports) => new api.Instance(module, imports).exports as Exports;
}
