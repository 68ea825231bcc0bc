// What one program after the other uses again: memories, zeroed, and the compiled kernel. To
// reserve a memory, and to have the engine find that it is garbage, takes longer than a program
// does.

interface Memory {
  readonly buffer: ArrayBuffer;
}

interface Descriptor {
  readonly initial: number;
}

interface Engine {
  Memory: new (descriptor: Descriptor) => Memory;
  Module: new (bytes: Uint8Array) => object;
}

const WASM_PAGE_BYTES = 65_536;

/** Puts itself in the place of the engine's own classes, for the whole process. */
export class EnginePool {
  private readonly free: Memory[] = [];
  private readonly taken: Memory[] = [];

  constructor() {
    const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;
    const { Memory, Module } = engine;
    let module: object | undefined;
    const take = (descriptor: Descriptor): Memory => {
      const bytes = descriptor.initial * WASM_PAGE_BYTES;
      const index = this.free.findIndex(({ buffer }) => buffer.byteLength === bytes);
      const memory = index < 0 ? new Memory(descriptor) : this.free.splice(index, 1)[0]!;
      this.taken.push(memory);
      return memory;
    };
    // Functions, since what a constructor returns must be the engine's own object.
    engine.Memory = function (descriptor: Descriptor) {
      return take(descriptor);
    } as unknown as Engine['Memory'];
    engine.Module = function (bytes: Uint8Array) {
      return (module ??= new Module(bytes));
    } as unknown as Engine['Module'];
  }

  /** Takes all memories back: nobody uses them any more. */
  reclaim(): void {
    for (const memory of this.taken.splice(0)) {
      new Uint8Array(memory.buffer).fill(0);
      this.free.push(memory);
    }
  }
}
