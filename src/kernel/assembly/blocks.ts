// Blocks one behind the other, alive or dead: each header says where the next begins. What is free
// is zero, and gone through by granules. (A hole with poison in it has nothing else, and is filled
// anew after every sweep: what is written into it does not matter.)

import { GRANULE_BYTES, GRANULE_SHIFT, PASSED_OVER, SIZE_SHIFT } from '../../object/header.ts';

/** The bytes from a block with this header to the next; 0 is a granule in which none begins. */
export function stepOver(header: u32): usize {
  return max<usize>(GRANULE_BYTES, (<usize>(header >>> SIZE_SHIFT)) << GRANULE_SHIFT);
}

/** Says of the dead blocks in [start, end), a hole, that what fills holes has passed over them. */
export function passOver(start: usize, end: usize): void {
  for (let at = start; at < end;) {
    const header = load<u32>(at);
    if (header != 0) store<u32>(at, header | PASSED_OVER);
    at += stepOver(header);
  }
}
