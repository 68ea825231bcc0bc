// What the debug allocator found, as data and as text.

import { codeName } from './codes.ts';

/** A block as the debug allocator remembers it. Stack traces are '' when they are switched off. */
export interface DebugBlock {
  readonly address: number;
  bytes: number;
  readonly allocatedAt: string;
  freedAt?: string;
}

/** A call that was wrong, or a block that was found overwritten. */
export interface DebugFault {
  /** One of the codes of allocator.ts. */
  readonly code: number;
  readonly call: 'free' | 'resize' | 'verify';
  readonly address: number;
  readonly bytes: number;
  /** Where the call came from. */
  readonly at: string;
  /** The block that is or was at this address, if there ever was one. */
  readonly block?: DebugBlock;
  /** All of it, readable. */
  readonly message: string;
}

/** The stack of the caller of the allocator, a frame a line. */
export function whereAmI(): string {
  const frames = (new Error().stack ?? '').split('\n').filter((line) => /^\s+at |@/.test(line));
  const first = frames.findIndex((line) => !/debug-report|DebugAllocator|whereAmI/.test(line));
  return frames.slice(Math.max(first, 0)).join('\n');
}

/** The fault as text, with the places it knows. */
export function describeFault(fault: Omit<DebugFault, 'message'>): string {
  const { code, call, address, bytes, at, block } = fault;
  const lines = [`${call}(${address}, ${bytes}): ${codeName(code)}`];
  if (block !== undefined) {
    lines.push(`the block has ${block.bytes} bytes, allocated`, block.allocatedAt);
    if (block.freedAt !== undefined) lines.push('freed first', block.freedAt);
  }
  lines.push('this call', at);
  return lines.filter((line) => line !== '').join('\n');
}

/** Leaks as text, those of one place together, the most bytes first. */
export function describeLeaks(name: string, leaks: readonly DebugBlock[]): string {
  if (leaks.length === 0) return '';
  const places = new Map<string, { blocks: number; bytes: number }>();
  for (const { allocatedAt, bytes } of leaks) {
    const place = places.get(allocatedAt) ?? { blocks: 0, bytes: 0 };
    places.set(allocatedAt, { blocks: place.blocks + 1, bytes: place.bytes + bytes });
  }
  const sorted = [...places].sort(([, a], [, b]) => b.bytes - a.bytes);
  const total = leaks.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    `${name}: ${leaks.length} blocks of ${total} bytes were not freed`,
    ...sorted.map(([at, { blocks, bytes }]) => `${blocks} of ${bytes} bytes, allocated\n${at}`),
  ].join('\n');
}
