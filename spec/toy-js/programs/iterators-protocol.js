// The iterator protocol in for-of, spread, destructuring, Array.from, Map and Set.
class Range {
  constructor(from, to, step = 1) {
    Object.assign(this, { from, to, step });
  }
  [Symbol.iterator]() {
    let at = this.from;
    return { next: () => (at < this.to ? { value: (at += this.step) - this.step, done: false } : { value: 'ignored', done: true }) };
  }
}
const r = new Range(1, 5);
print([...r].join(), Array.from(r, (x) => x * 2).join(), new Set(r).size, Math.max(...r));
const [a, b, ...c] = r;
print(a, b, c.join());
let sum = 0;
for (const x of r) sum += x;
print(sum, new Map([...r].map((x) => [x, x * x])).get(3), [].concat(...[r].map((x) => [...x])).join());

const calls = [];
const custom = {
  get [Symbol.iterator]() {
    calls.push('get iterator');
    return function () {
      calls.push('call');
      return {
        n: 0,
        get next() {
          calls.push('get next');
          return function () {
            calls.push('next');
            return {
              n: this.n++,
              get done() {
                calls.push('done?');
                return this.n >= 2;
              },
              get value() {
                calls.push('value?');
                return this.n;
              },
            };
          };
        },
      };
    };
  },
};
for (const v of custom) calls.push('body' + v);
print(calls.join(', '));

const zip = (...its) => ({
  [Symbol.iterator]() {
    const sources = its.map((i) => i[Symbol.iterator]());
    return {
      next() {
        const steps = sources.map((i) => i.next());
        return steps.some((s) => s.done) ? { done: true } : { value: steps.map((s) => s.value) };
      },
    };
  },
});
print([...zip([1, 2, 3], 'ab', new Set(['x', 'y', 'z']))].map((t) => t.join('')).join());

print([...'h😀i'].length, [...[7, 8].entries()].join(';'), [...[7, 8].keys()].join(), [...'ab'].entries().next().value.join());
const it = [1, 2, 3][Symbol.iterator]();
it.next();
print([...it].join(), it.next().done, it[Symbol.iterator]() === it, typeof it.next);

const growing = [1, 2];
let turns = 0;
for (const x of growing) if (turns++ < 5) growing.push(x * 10);
print(growing.join());
const shrinking = [1, 2, 3, 4];
const seen = [];
for (const x of shrinking) {
  seen.push(x);
  shrinking.pop();
}
print(seen.join());
for (const bad of [5, null, undefined, {}, true]) {
  try {
    for (const x of bad) print(x);
  } catch (error) {
    print(error.name);
  }
}
for (const bad of [{ [Symbol.iterator]: () => null }, { [Symbol.iterator]: 5 }, { [Symbol.iterator]: () => ({ next: () => 5 }) }, { [Symbol.iterator]: () => ({}) }]) {
  try {
    print([...bad].length);
  } catch (error) {
    print(error.name);
  }
}
const pair = (function () { return arguments; })('p', 'q');
print([...pair].join());
const patched = [1, 2];
patched[Symbol.iterator] = function () {
  return ['patched'][Symbol.iterator]();
};
print([...patched].join(), patched.length);
for (const x of patched) print(x);
const originalIterator = Array.prototype[Symbol.iterator];
Array.prototype[Symbol.iterator] = function () {
  let i = this.length;
  return { next: () => (i > 0 ? { value: this[--i], done: false } : { done: true }) };
};
const backwards = [];
for (const x of [1, 2, 3]) backwards.push(x);
const [last] = [4, 5, 6];
Array.prototype[Symbol.iterator] = originalIterator;
print(backwards.join(), last, [...[1, 2]].join());
