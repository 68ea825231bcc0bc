// Set: order, mutation while iterating, conversions.
const set = new Set([3, 1, 3, 2, '3', NaN, NaN, 0, -0]);
print(set.size, [...set].map(String).join(), set.has(NaN), set.has('1'), set.has(-0));
print(set.add(9) === set, set.delete(3), set.delete(3), [...set].map(String).join());
const live = new Set([1]);
for (const n of live) if (n < 10) live.add(n + 1).delete(n - 1);
print([...live].join(), live.size);
const removed = new Set(['a', 'b', 'c', 'd']);
const order = [];
removed.forEach((value, key, whole) => {
  order.push(value + key + (whole === removed));
  removed.delete('b');
  if (value === 'c') removed.add('a2').delete('a');
});
print(order.join(), [...removed].join(''));
const union = (a, b) => new Set([...a, ...b]);
const intersection = (a, b) => new Set([...a].filter((x) => b.has(x)));
const difference = (a, b) => new Set([...a].filter((x) => !b.has(x)));
const a = new Set([1, 2, 3, 4]);
const b = new Set([3, 4, 5]);
print([...union(a, b)].join(), [...intersection(a, b)].join(), [...difference(a, b)].join());
print([...new Set('mississippi')].join(''), new Set([[1], [1]]).size, new Set([{}, {}]).size);
const it = a.values();
print(it.next().value, [...it].join(), it.next().done, a.keys === a.values, Set.prototype[Symbol.iterator] === Set.prototype.values);
print([...a.entries()].join(';'), Array.from(a, (x) => x * x).join(), Math.max(...a), Object.prototype.toString.call(a));
let n = 0;
for (const x of a) {
  if (x === 3) break;
  n += x;
}
print(n);
a.clear();
print(a.size, [...a].length, a.has(1));
a.add('after');
print([...a].join());
const primes = new Set();
for (let i = 2; i < 60; i++) {
  let prime = true;
  for (const p of primes) if (i % p === 0) { prime = false; break; }
  if (prime) primes.add(i);
}
print([...primes].join());
const objects = new Set();
const key = { id: 1 };
objects.add(key).add({ id: 1 });
print(objects.has(key), objects.has({ id: 1 }), objects.size);
try {
  Set();
} catch (error) {
  print(error.name);
}
class Bag extends Set {
  addAll(...items) {
    for (const item of items) this.add(item);
    return this;
  }
}
const bag = new Bag().addAll(1, 2, 2);
print(bag.size, bag instanceof Bag, bag instanceof Set);
const strings = new Set();
for (let i = 0; i < 300; i++) strings.add('s' + (i % 70));
print(strings.size, strings.has('s69'), strings.has('s70'));
