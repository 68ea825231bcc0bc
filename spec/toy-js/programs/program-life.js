// Conway's Life on strings, sets and typed rows.
const blinker = ['.....', '..#..', '..#..', '..#..', '.....'];
const step = (rows) =>
  rows.map((row, y) =>
    [...row]
      .map((cell, x) => {
        let n = 0;
        for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if ((dx || dy) && rows[y + dy]?.[x + dx] === '#') n++;
        return n === 3 || (n === 2 && cell === '#') ? '#' : '.';
      })
      .join(''),
  );
print(step(blinker).join('\n'));
print(step(step(blinker)).join() === blinker.join());
let cells = new Set(['1,0', '2,1', '0,2', '1,2', '2,2']);
function evolve(live) {
  const counts = new Map();
  for (const cell of live) {
    const [x, y] = cell.split(',').map(Number);
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++) {
        if (!dx && !dy) continue;
        const key = `${x + dx},${y + dy}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
  }
  const next = new Set();
  for (const [key, n] of counts) if (n === 3 || (n === 2 && live.has(key))) next.add(key);
  return next;
}
for (let i = 0; i < 8; i++) cells = evolve(cells);
print(cells.size, [...cells].sort().join(' '));
