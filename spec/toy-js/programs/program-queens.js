// Eight queens by backtracking, with arrays and with bit masks.
function queens(n) {
  const solutions = [];
  const columns = [];
  const safe = (row, column) => columns.every((c, r) => c !== column && Math.abs(c - column) !== row - r);
  (function place(row) {
    if (row === n) return solutions.push(columns.slice());
    for (let column = 0; column < n; column++) {
      if (!safe(row, column)) continue;
      columns.push(column);
      place(row + 1);
      columns.pop();
    }
  })(0);
  return solutions;
}
const five = queens(5);
print(five.length, five[0].join(), five[9].join());
print(five[3].map((c) => '.'.repeat(c) + 'Q' + '.'.repeat(4 - c)).join('\n'));
function count(n, columns = 0, left = 0, right = 0) {
  const all = (1 << n) - 1;
  if (columns === all) return 1;
  let found = 0;
  for (let free = all & ~(columns | left | right); free; free &= free - 1) {
    const bit = free & -free;
    found += count(n, columns | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return found;
}
print([1, 2, 3, 4, 5, 6].map((n) => count(n)).join());
