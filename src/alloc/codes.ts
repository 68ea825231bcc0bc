// Codes of the raw path as names and sentences, and the errors of the checked path that are made of
// them.

import type { AllocatorErrorCode } from '../memory/errors.ts';
import { AllocatorError, BadRequestError } from '../memory/errors.ts';

/**
 * By code: its name, and what to do about it. The order is that of the constants in allocator.ts.
 */
const MEANINGS: readonly (readonly [AllocatorErrorCode, string])[] = [
  ['OUT_OF_MEMORY', 'there is no room; free blocks, or give the allocator more memory'],
  ['OVER_LIMIT', 'the limit would be passed; free blocks, or raise it'],
  ['TOO_LARGE', 'no request of this size can ever be met here'],
  ['BAD_SIZE', 'a size is a whole number of bytes, at least 1'],
  ['BAD_ALIGNMENT', 'an alignment is a power of two from 1 to 268435456'],
  ['NOT_HELD', 'no block of this allocator starts there'],
  ['ALREADY_FREE', 'the block was freed before'],
  ['WRONG_SIZE', 'the block has another size'],
  ['CANNOT_RESIZE', 'the block cannot grow there; allocate, copy and free'],
  ['OVERWRITTEN', 'bytes beside the block were written'],
  ['STALE_CHECKPOINT', 'what it marked was rewound past or reset'],
  ['DISPOSED', 'it was closed; open a new one'],
];

/** The name of a code. Throws BadRequestError for what is none. */
export function codeName(code: number): AllocatorErrorCode {
  const meaning = typeof code === 'number' ? MEANINGS[-code - 1] : undefined;
  if (meaning === undefined)
    throw new BadRequestError(
      `${String(code)} is no code of an allocator; those are -1 to ${-MEANINGS.length}`,
    );
  return meaning[0];
}

/** The error for a code; `detail` takes the place of the general sentence. */
export function errorOf(
  code: number,
  allocator: string,
  call: string,
  detail?: string,
): AllocatorError {
  const name = codeName(code);
  return new AllocatorError(name, allocator, call, detail ?? MEANINGS[-code - 1]![1]);
}
