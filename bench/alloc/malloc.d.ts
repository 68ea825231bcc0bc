// The part of codemix `malloc` that the benchmark uses; the package has no types of its own.
declare module 'malloc' {
  export default class Allocator {
    constructor(buffer: ArrayBuffer);
    /** 0 when there is no room. */
    alloc(bytes: number): number;
    /** The bytes that became free. */
    free(address: number): number;
  }
}
