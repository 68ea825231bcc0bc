// How an address space is reserved.

import { wholeNumber, withDefault } from './check.ts';
import { GIB, MEGABLOCK_BYTES } from './units.ts';

const MAX_RESERVED = 4 * GIB;

export const SPACE_OPTIONS = {
  reserve: withDefault(wholeNumber(MEGABLOCK_BYTES, MAX_RESERVED, 'bytes'), GIB),
};

/** How to reserve an address space. */
export interface AddressSpaceOptions {
  /** Bytes to reserve; default 1 GiB, minimum 2 MiB, maximum 4 GiB; rounded up to whole 2 MiB. */
  readonly reserve?: number;
}
