/* global print */
// Allocates ten gigabytes in small objects, none of which lives long. For `npm run soak:rss`.
// Each turn makes a list of 16 pairs of two small objects and a number that needs a box of its own.

const GIGABYTE = 2 ** 30;
const TOTAL = 10 * GIGABYTE;
/** Fewer than the heap takes for one turn, so that the total is reached for certain. */
const BYTES_PER_TURN = 1000;

let list = null;
let checksum = 0;
for (let turn = 0; turn * BYTES_PER_TURN < TOTAL; turn++) {
  list = null;
  for (let i = 0; i < 16; i++)
    list = { value: turn + i + 0.5, pair: { left: i, right: turn }, next: list };
  checksum = (checksum + list.pair.right) % 1000003;
}
print('checksum', checksum, 'last', list.value);
