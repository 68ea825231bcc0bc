// options: --max-heap=16m
// status: 0
// stdout: ^20000 7\n$
// A few objects of each of many full arenas live: there is room for an array all the same.
const keep = [];
for (let round = 0; round < 4; round++) {
  let hoard = [];
  try { for (;;) hoard.push([hoard.length]); } catch (e) {}
  for (let i = 0; i < hoard.length; i += 1000) keep.push(hoard[i]);
  hoard = null;
}
const large = new Array(20000).fill(7);
print(large.length, large[19999]);
