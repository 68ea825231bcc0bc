// How to open a VM.

import type { HeapOptions } from '../../../../src/index.ts';

/** What a VM may use beside its heap. */
export interface VMLimits {
  /** Collect at every safepoint. Default false. */
  stressGc?: boolean | undefined;
  /** Loop turns and calls before a FuelError; default no limit. */
  fuel?: number | undefined;
  /** Units of host stack that guest calls may nest to; default 9000, for a stack of 1 MB. */
  depthLimit?: number | undefined;
  /** Words of the shadow stack; default 2 Mi (8 MiB, committed when touched). */
  stackWords?: number | undefined;
}

/** How to open a heap and a VM in it. */
export interface VMOptions extends HeapOptions, VMLimits {}
