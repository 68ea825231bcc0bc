interface MemoryApi {
  Memory: new (descriptor: object) => object;
}

const api = (globalThis as unknown as { readonly WebAssembly: MemoryApi }).WebAssembly;

/** Calls it while the engine reserves no memory, as under a small `ulimit -v`. */
export function whileNothingCanBeReserved<T>(call: () => T): T {
  const { Memory } = api;
  api.Memory = class {
    constructor() {
      throw new RangeError('WebAssembly.Memory(): could not allocate memory');
    }
  };
  try {
    return call();
  } finally {
    api.Memory = Memory;
  }
}
