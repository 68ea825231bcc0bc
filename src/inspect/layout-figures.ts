// What the walk over a heap's objects has to know of their layouts, in arrays.

import { HEADER_BYTES, LAYOUT_LIMIT } from '../object/header.ts';
import type { VerifierParts } from './parts.ts';

const MAX_BYTES = 0x7fffffff;

/** What the walk has to know of a layout. */
export class LayoutFigures {
  readonly traced = new Int32Array(LAYOUT_LIMIT);
  /** Bytes of every object; 0 where they differ. */
  readonly fixed = new Int32Array(LAYOUT_LIMIT);
  /** The least bytes of an object; past all bounds for what is no layout. */
  readonly least = new Int32Array(LAYOUT_LIMIT).fill(MAX_BYTES);
  /** 1 where objects have weak fields. */
  readonly holdsWeakly = new Uint8Array(LAYOUT_LIMIT);
  /** Whether objects of some layout stay where they were made. */
  hasStaying = false;

  constructor(layouts: VerifierParts['layouts']) {
    for (let id = 1; id <= layouts.count; id++) {
      const { traced, bytes, weak } = layouts.get(id)!;
      this.traced[id] = traced;
      this.fixed[id] = bytes;
      this.hasStaying ||= layouts.stays(id);
      this.holdsWeakly[id] = weak.end > 0 ? 1 : 0;
      this.least[id] = Math.min(MAX_BYTES, HEADER_BYTES + Math.max(1, traced) * 4);
    }
  }
}
