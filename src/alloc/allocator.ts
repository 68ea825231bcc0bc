// The allocator as a value: what a program that needs memory is handed, so that its caller decides
// where the memory comes from, how much there is, and what is watched (Zig's std.mem.Allocator;
// RFC-2: the customisation point).
//
// The contract of the raw path, which every allocator here keeps:
//
//   - An answer ≥ 0 is an address, or "done"; an answer < 0 is one of the codes below. Nothing
//     throws, but what the host's own code throws (a page source, `onFault`); then the call has
//     changed nothing.
//   - A request that is refused changes nothing: `stats()` before and after are equal.
//   - Addresses index `memory`: the byte at an address is `memory.bytes[address]`. They are numbers
//     from 0 to 2³² - 1; 0 is an ordinary address in a caller's own buffer.
//   - The contents of what was handed out are arbitrary.
//   - What is freed or resized is named by its address and by the size it has now. An allocator
//     checks both as far as it knows them; each says where its knowledge ends. The checked and the
//     debug allocator know all.
//   - An allocator lives no longer than what it takes its memory from. After `dispose` it refuses
//     with DISPOSED.

import { callable, checkArgument, kindOf, rule, type Rule, shaped } from '../memory/check.ts';
import { hide } from '../memory/opaque.ts';

/** The views of one buffer that addresses index. An AddressSpace is one. */
export interface RawMemory {
  readonly bytes: Uint8Array;
  /** The word at an address that is a multiple of 4 is `words[address >>> 2]`. */
  readonly words: Int32Array;
  readonly doubles: Float64Array;
  /** For a memory whose views can be replaced (AddressSpace.trim): tells whoever keeps them. */
  onViewsChanged?(listener: () => void): () => void;
}

/** No room, though the request is sound. */
export const OUT_OF_MEMORY = -1;
/** A limit would be passed. */
export const OVER_LIMIT = -2;
/** More than one request can ever get from this allocator. */
export const TOO_LARGE = -3;
/** A size that is not a whole number of at least 1. */
export const BAD_SIZE = -4;
/** An alignment that is no power of two from 1 to 256 MiB. */
export const BAD_ALIGNMENT = -5;
/** No block of this allocator starts at the address, as far as it can tell. */
export const NOT_HELD = -6;
/** The block was freed before, and its place is still free. */
export const ALREADY_FREE = -7;
/** The block has another size than the one given. */
export const WRONG_SIZE = -8;
/** The block cannot take the new size where it is; allocate, copy and free instead. */
export const CANNOT_RESIZE = -9;
/** Bytes beside the block were written. */
export const OVERWRITTEN = -10;
/** The checkpoint was rewound past, or its allocator was reset. */
export const STALE_CHECKPOINT = -11;
/** The allocator, or the address space below it, is closed. */
export const DISPOSED = -12;

/** The largest alignment there is: that of the largest run of pages. */
export const MAX_ALIGNMENT = 1 << 28;

/** Figures that every allocator has. */
export interface AllocatorStats {
  /** Bytes handed out and not given back, as the allocator counts them. */
  readonly used: number;
  /** Blocks handed out and not given back. */
  readonly blocks: number;
  /** Bytes that the allocator itself holds, free and used. */
  readonly held: number;
}

/** Something that hands out memory. */
export interface Allocator {
  /** For errors, events and reports. */
  readonly name: string;
  /** What the addresses index. */
  readonly memory: RawMemory;
  /**
   * Whether it refuses every free and resize but of a block that it handed out and that was not
   * freed since, with the size that the block has. Left out: there are some that it cannot tell.
   */
  readonly knowsBlocks?: boolean;
  /** The address of `bytes` bytes at a multiple of `alignment`, or a code. */
  allocate(bytes: number, alignment: number): number;
  /** Makes a block longer or shorter where it is: 0, or a code. */
  resize(address: number, oldBytes: number, newBytes: number): number;
  /** Takes a block back: 0, or a code. */
  free(address: number, bytes: number): number;
  stats(): AllocatorStats;
}

/** What has to be so of an allocator, as far as it can be seen. */
export const ALLOCATOR: Rule<Allocator> = shaped('an allocator', {
  allocate: callable(),
  resize: callable(),
  free: callable(),
  stats: callable(),
});

/** Whether it is a power of two from 1 to MAX_ALIGNMENT. */
export function isAlignment(alignment: number): boolean {
  return (
    typeof alignment === 'number' &&
    alignment > 0 &&
    alignment <= MAX_ALIGNMENT &&
    (alignment | 0) === alignment &&
    (alignment & (alignment - 1)) === 0
  );
}

/** 0 for a size that some allocator could meet, else BAD_SIZE or TOO_LARGE. */
export function sizeFault(bytes: number): number {
  const isSize = Number.isInteger(bytes) || bytes === Infinity;
  if (!isSize || bytes < 1) return BAD_SIZE;
  return bytes > 0xffff_ffff ? TOO_LARGE : 0;
}

/** 0 for a sound request, else BAD_SIZE, TOO_LARGE or BAD_ALIGNMENT. */
export function requestFault(bytes: number, alignment: number): number {
  const fault = sizeFault(bytes);
  if (fault !== 0) return fault;
  return isAlignment(alignment) ? 0 : BAD_ALIGNMENT;
}

/** Whether it is a number that an address can be. */
export function isAddress(address: number): boolean {
  return Number.isInteger(address) && address >= 0 && address <= 0xffff_ffff;
}

/** Whether another allocator may be asked: there was no room, and the request was sound. */
export function isForWantOfRoom(code: number): boolean {
  return code === OUT_OF_MEMORY || code === OVER_LIMIT || code === TOO_LARGE;
}

/** Of whatever realm: a test runner, say, has more than one. */
export const BUFFER: Rule<ArrayBuffer> = rule('an ArrayBuffer', (value) =>
  ['ArrayBuffer', 'SharedArrayBuffer'].includes(kindOf(value)),
);

/**
 * The views of a buffer of any length. Bytes behind the last whole word are seen by `bytes` alone.
 * Throws BadRequestError for what is no ArrayBuffer.
 */
export function memoryOf(buffer: ArrayBuffer): RawMemory {
  checkArgument('memoryOf', 'buffer', buffer, BUFFER);
  const memory = {};
  hide(memory, {
    bytes: new Uint8Array(buffer),
    words: new Int32Array(buffer, 0, buffer.byteLength >>> 2),
    doubles: new Float64Array(buffer, 0, buffer.byteLength >>> 3),
  });
  return memory as RawMemory;
}
