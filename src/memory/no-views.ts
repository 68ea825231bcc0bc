// What accessors read and write: the views of their space while the heap is open, empty ones
// afterwards, so that what is left of a closed heap can reach nobody's memory.

import type { Views } from './views.ts';

const buffer = new ArrayBuffer(0);

/** The views of no memory: what is read from them is undefined, what is written to them is lost. */
export const NO_VIEWS: Views = {
  memory: { buffer },
  words: new Int32Array(buffer),
  bytes: new Uint8Array(buffer),
  halves: new Uint16Array(buffer),
  floats: new Float32Array(buffer),
  doubles: new Float64Array(buffer),
};

/** Something that has views, others after a trim and none once it is closed. */
export interface ViewsHolder {
  readonly views: Views;
}
