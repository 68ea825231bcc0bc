// A binary heap and shortest paths over a grid and over a named graph.
class PriorityQueue {
  constructor(compare) {
    this.items = [];
    this.compare = compare;
  }
  get size() {
    return this.items.length;
  }
  push(item) {
    const { items, compare } = this;
    let i = items.push(item) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (compare(items[i], items[parent]) >= 0) break;
      [items[i], items[parent]] = [items[parent], items[i]];
      i = parent;
    }
    return this;
  }
  pop() {
    const { items, compare } = this;
    const top = items[0];
    const last = items.pop();
    if (items.length > 0) {
      items[0] = last;
      for (let i = 0; ; ) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2]) if (child < items.length && compare(items[child], items[least]) < 0) least = child;
        if (least === i) break;
        [items[i], items[least]] = [items[least], items[i]];
        i = least;
      }
    }
    return top;
  }
}
const graph = { A: { B: 7, C: 9, F: 14 }, B: { A: 7, C: 10, D: 15 }, C: { A: 9, B: 10, D: 11, F: 2 }, D: { B: 15, C: 11, E: 6 }, E: { D: 6, F: 9 }, F: { A: 14, C: 2, E: 9 } };
function shortest(from) {
  const distance = {};
  const previous = {};
  for (const node in graph) distance[node] = Infinity;
  distance[from] = 0;
  const queue = new PriorityQueue((a, b) => a.cost - b.cost).push({ node: from, cost: 0 });
  while (queue.size) {
    const { node, cost } = queue.pop();
    if (cost > distance[node]) continue;
    for (const [next, weight] of Object.entries(graph[node])) {
      if (cost + weight < distance[next]) {
        distance[next] = cost + weight;
        previous[next] = node;
        queue.push({ node: next, cost: cost + weight });
      }
    }
  }
  return { distance, path(to) { return to === undefined ? '' : this.path(previous[to]) + to; } };
}
const result = shortest('A');
print(JSON.stringify(result.distance), result.path('E'), result.path('D'));
const sorted = [];
const queue = new PriorityQueue((a, b) => (a < b ? -1 : a > b ? 1 : 0));
for (const word of 'pack my box with five dozen liquor jugs'.split(' ')) queue.push(word);
while (queue.size) sorted.push(queue.pop());
print(sorted.join(' '));
const maze = ['S.#.', '..#E', '#...'].map((r) => [...r]);
const seen = new Set(['0,0']);
let frontier = [[0, 0]];
let steps = 0;
search: while (frontier.length) {
  const next = [];
  for (const [x, y] of frontier) {
    if (maze[y][x] === 'E') break search;
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      const key = `${x + dx},${y + dy}`;
      const cell = maze[y + dy]?.[x + dx];
      if (cell === undefined || cell === '#' || seen.has(key)) continue;
      seen.add(key);
      next.push([x + dx, y + dy]);
    }
  }
  frontier = next;
  steps++;
}
print(steps, seen.size);
