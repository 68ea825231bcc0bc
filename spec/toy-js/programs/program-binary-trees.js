// modes: normal never
// Builds and drops many small trees: most of the heap is garbage most of the time.
class Tree {
  constructor(left, right) {
    this.left = left;
    this.right = right;
  }
  check() {
    return this.left === null ? 1 : 1 + this.left.check() + this.right.check();
  }
}
const build = (depth) => (depth === 0 ? new Tree(null, null) : new Tree(build(depth - 1), build(depth - 1)));
const minDepth = 3;
const maxDepth = 10;
const longLived = build(maxDepth);
for (let depth = minDepth; depth <= maxDepth; depth += 2) {
  const iterations = 1 << (maxDepth - depth + minDepth);
  let check = 0;
  for (let i = 0; i < iterations; i++) check += build(depth).check();
  print(iterations + '\t trees of depth ' + depth + '\t check: ' + check);
}
print('long lived tree of depth ' + maxDepth + '\t check: ' + longLived.check());
const boxed = [];
for (let i = 0; i < 2000; i++) boxed.push([i + 0.5, { i, text: 'item ' + i }]);
let sum = 0;
for (const [half, { i, text }] of boxed) sum += half + i + text.length;
print(sum);
