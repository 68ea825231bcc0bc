// sort is stable, sorts by string by default, undefined last, holes after that.
const people = [];
for (let i = 0; i < 60; i++) people.push({ group: (i * 7) % 5, index: i });
people.sort((a, b) => a.group - b.group);
let stable = true;
for (let i = 1; i < people.length; i++) {
  const [p, q] = [people[i - 1], people[i]];
  if (p.group > q.group || (p.group === q.group && p.index > q.index)) stable = false;
}
print('stable', stable, people.slice(0, 4).map((p) => p.group + ':' + p.index).join(' '));

print([10, 9, 1, 100, 2].sort().join(), [10, 9, 1, 100, 2].sort((a, b) => a - b).join());
print([3, undefined, 1, null, 2].sort().map(String).join());
const holes = [3, , 1, undefined, , 2];
holes.sort();
print(holes.length, holes.map(String).join(), 4 in holes, 3 in holes);
print(['b', 'a', 'C', 'A', 'ä', 'z', ''].sort().join('|'));
print([true, false, 'm', 0, -1, NaN].sort().join());
print([[2, 1], [10], [1, 5]].sort().join(' '));
print(JSON.stringify([5, 1, 4].sort(undefined)), [2, 1].sort((a, b) => a > b).join());

let calls = 0;
[1, 2, 3, 4, 5, 6, 7, 8].sort((a, b) => (calls++, a - b));
print(calls >= 7 && calls <= 28);
[].sort(() => print('never'));
[1].sort(() => print('never'));

try {
  [1, 2].sort('not a function');
} catch (error) {
  print(error.name);
}
try {
  [3, 2, 1].sort(() => {
    throw 'from the comparator';
  });
} catch (error) {
  print(error);
}
const same = [3, 1, 2];
print(same.sort() === same);
print([1, 2, 3].sort((a, b) => (a < b ? 1 : -1)).join(), [1, 2, 3].sort(() => 0).join());
print([5, 3, 8].sort((a, b) => ({ valueOf: () => a - b })).join());
print([0.5, -1.5, 1e21, -0, 1e-7, 12345678901].sort((a, b) => a - b).join());
print([0.5, -1.5, 1e21, 1e-7, 12345678901].sort().join());

const like = { length: 4, 0: 'd', 1: 'b', 3: 'a', 7: 'untouched' };
Array.prototype.sort.call(like);
print(JSON.stringify(like));

const words = 'the quick brown fox jumps over the lazy dog'.split(' ');
print(words.slice().sort((a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)).join(' '));
print([...words].reverse().sort().join(' '));

const big = [];
let seed = 42;
for (let i = 0; i < 300; i++) big.push((seed = (seed * 1103515245 + 12345) % 2147483648) % 1000);
big.sort((a, b) => a - b);
print(big.every((x, i) => i === 0 || big[i - 1] <= x), big[0], big[150], big[299]);
const descending = big.slice().sort((a, b) => b - a);
print(descending[0], descending[299], descending.length);
