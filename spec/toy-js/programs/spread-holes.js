// Spread reads holes as undefined; concat and slice keep them.
const holes = [1, , 3, , 5];
print(holes.length, 1 in holes, [...holes].length, 1 in [...holes]);
print([...holes].map(String).join());
print(holes.concat([, 7]).length, 1 in holes.concat([]), 5 in holes.concat([, 7]));
print(1 in holes.slice(), 0 in holes.slice(1), holes.slice(1).length);
print(Math.max(...[3, 9, 4]), Math.max(...[]), String.fromCharCode(...[72, 105]));

function count() {
  return arguments.length + ':' + Array.prototype.map.call(arguments, String).join('|');
}
print(count(...holes));
print(count(0, ...[1, 2], 3, ...[], ...'ab'));
print(count(...new Set([1, 1, 2]), ...new Map([['k', 'v']])));
print(count.apply(null, holes));
print(count.apply(null, { length: 3, 0: 'a', 2: 'c' }));

const object = { ...{ a: 1, b: 2 }, b: 3, ...null, ...undefined, ...5, ...'hi', ...[9], ...true };
print(JSON.stringify(object));

let order = [];
const withGetters = {
  get x() {
    order.push('x');
    return 1;
  },
  get y() {
    order.push('y');
    return 2;
  },
};
const copy = { z: 0, ...withGetters, x: 'late' };
print(order.join(), JSON.stringify(copy), Object.getOwnPropertyDescriptor(copy, 'y').value);

const setterTarget = {
  __proto__: {
    set foo(v) {
      print('setter must not run');
    },
  },
  ...{ foo: 1 },
};
print(setterTarget.foo, setterTarget.hasOwnProperty('foo'));

class Range {
  constructor(from, to) {
    this.from = from;
    this.to = to;
  }
  [Symbol.iterator]() {
    let at = this.from;
    const end = this.to;
    return { next: () => (at < end ? { value: at++, done: false } : { value: undefined, done: true }) };
  }
}
print([...new Range(1, 6)].join(), count(...new Range(0, 3)));
print(new Date(...[0]).getTime(), new Array(...[3]).length, new Array(...[3, 4]).length);

try {
  count(...5);
} catch (error) {
  print(error.name);
}
try {
  [...undefined];
} catch (error) {
  print(error.name);
}
try {
  [...{ [Symbol.iterator]: () => 5 }];
} catch (error) {
  print(error.name);
}

const big = new Array(2000).fill(1);
print(count(...big).length, Math.min(...big.map((x, i) => i - 1000)));
print([...'añ😀b'].length, [...'😀'][0].length);
print([, ].length, [, , ].length, [1, , ].length, [...[, ]].length);
const nested = [...[...[...[1, 2]], 3], ...[4]];
print(nested.join());
