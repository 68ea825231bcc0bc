// Deterministic random numbers, shuffles, statistics and sorting algorithms by hand.
class Random {
  constructor(seed) {
    this.seed = seed;
  }
  next() {
    this.seed = (this.seed * 1309 + 13849) & 65535;
    return this.seed;
  }
  below(n) {
    return this.next() % n;
  }
}
const random = new Random(74755);
const deck = [];
for (const suit of 'SHDC') for (const rank of '23456789TJQKA') deck.push(rank + suit);
for (let i = deck.length - 1; i > 0; i--) {
  const j = random.below(i + 1);
  [deck[i], deck[j]] = [deck[j], deck[i]];
}
print(deck.slice(0, 10).join(' '), new Set(deck).size);
const data = Array.from({ length: 40 }, () => random.below(100));
const sorts = {
  bubble(a) {
    for (let i = 0; i < a.length; i++) for (let j = 0; j + 1 < a.length - i; j++) if (a[j] > a[j + 1]) [a[j], a[j + 1]] = [a[j + 1], a[j]];
    return a;
  },
  insertion(a) {
    for (let i = 1; i < a.length; i++) {
      const x = a[i];
      let j = i - 1;
      for (; j >= 0 && a[j] > x; j--) a[j + 1] = a[j];
      a[j + 1] = x;
    }
    return a;
  },
  quick(a) {
    if (a.length < 2) return a;
    const [pivot, ...rest] = a;
    return [...sorts.quick(rest.filter((x) => x < pivot)), pivot, ...sorts.quick(rest.filter((x) => x >= pivot))];
  },
  merge(a) {
    if (a.length < 2) return a;
    const half = a.length >> 1;
    const [l, r] = [sorts.merge(a.slice(0, half)), sorts.merge(a.slice(half))];
    const out = [];
    for (let i = 0, j = 0; i < l.length || j < r.length; ) out.push(j >= r.length || (i < l.length && l[i] <= r[j]) ? l[i++] : r[j++]);
    return out;
  },
  heap(a) {
    const sift = (i, n) => {
      for (let c; (c = 2 * i + 1) < n; i = c) {
        if (c + 1 < n && a[c + 1] > a[c]) c++;
        if (a[i] >= a[c]) return;
        [a[i], a[c]] = [a[c], a[i]];
      }
    };
    for (let i = a.length >> 1; i >= 0; i--) sift(i, a.length);
    for (let n = a.length - 1; n > 0; n--) {
      [a[0], a[n]] = [a[n], a[0]];
      sift(0, n);
    }
    return a;
  },
};
const expected = data.slice().sort((a, b) => a - b).join();
for (const name in sorts) print(name, sorts[name](data.slice()).join() === expected);
const tally = {};
for (const x of data) tally[Math.floor(x / 10) * 10] = (tally[Math.floor(x / 10) * 10] || 0) + 1;
print(JSON.stringify(tally));
const permutations = (xs) => (xs.length < 2 ? [xs] : xs.flatMap((x, i) => permutations([...xs.slice(0, i), ...xs.slice(i + 1)]).map((p) => [x, ...p])));
print(permutations([1, 2, 3]).map((p) => p.join('')).join(), permutations([...'abcd']).length);
const hanoi = (n, a, b, c) => (n === 0 ? [] : [...hanoi(n - 1, a, c, b), a + c, ...hanoi(n - 1, b, a, c)]);
print(hanoi(4, 'A', 'B', 'C').length, hanoi(3, 'A', 'B', 'C').join());
let ackermannCalls = 0;
const ackermann = (m, n) => (ackermannCalls++, m === 0 ? n + 1 : n === 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1)));
print(ackermann(2, 3), ackermannCalls);
