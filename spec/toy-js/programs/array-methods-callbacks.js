// What callbacks see: index, array, this, holes, and changes made on the way.
const list = [5, 1, 4];
print(list.map((x, i, all) => x * i + all.length).join(), list.filter((x) => x > 1).join(), list.reduce((a, b) => a + b), list.reduceRight((a, b) => a + '-' + b));
print(list.some((x) => x === 1), list.every((x) => x > 0), list.find((x) => x < 5), list.findIndex((x) => x === 4), list.findLast((x) => x > 3), list.findLastIndex((x) => x > 100));
print([].every(() => false), [].some(() => true), [].reduce((a, b) => a, 'initial'), [7].reduce(() => 'never'));
try {
  [].reduce((a, b) => a);
} catch (error) {
  print(error.name);
}
const holes = [1, , 3];
let visits = 0;
holes.forEach(() => visits++);
print(visits, holes.map((x) => x * 2).length, 1 in holes.map((x) => x), holes.filter(() => true).length, holes.find((x) => x === undefined), holes.findIndex((x) => x === undefined), holes.reduce((a, b) => a + b), holes.every((x) => x));
const grow = [1, 2, 3];
const seen = [];
grow.forEach((x) => {
  seen.push(x);
  if (grow.length < 6) grow.push(x + 10);
});
print(seen.join(), grow.join());
const shrink = [1, 2, 3, 4];
print(shrink.map((x) => (shrink.pop(), x)).map(String).join(), shrink.join());
const change = ['a', 'b', 'c'];
print(change.map((x, i) => ((change[i + 1] = x + '!'), x)).join(), change.length);
const deleting = [1, 2, 3];
const met = [];
deleting.forEach((x, i) => {
  met.push(x);
  delete deleting[i + 1];
});
print(met.join());
print([1, 2, 3].map(parseInt).join(), ['1', '2', '3'].map(Number).join(), ['a', 'b'].map(String.prototype.toUpperCase.call, String.prototype.toUpperCase).join());
for (const method of ['map', 'filter', 'forEach', 'some', 'every', 'reduce', 'find', 'flatMap', 'sort']) {
  try {
    [1, 2][method]({});
    print(method, 'no error');
  } catch (error) {
    print(method, error.name);
  }
}
try {
  [1, 2, 3].forEach((x) => {
    if (x === 2) throw 'stop at ' + x;
  });
} catch (error) {
  print(error);
}
const like = { length: 3, 0: 'x', 2: 'z' };
print(Array.prototype.map.call(like, (x) => x + x).length, Array.prototype.filter.call('hello', (c) => c > 'h').join(''), Array.prototype.reduce.call(like, (a, b) => a + b));
print(Array.from({ length: 3 }, (_, i) => i * i).join(), Array.from('abc', (c) => c.charCodeAt(0)).join(), Array.from(new Map([[1, 2]])).join(), Array.of(7).length, Array.of(1, 2).join());
const nested = [1, [2, [3, [4]]]];
print(nested.flat().length, nested.flat(Infinity).join(), nested.flat(0).length, [1, 2].flatMap((x) => [x, [x]]).length, [[], [1]].flat().join(), [1, , [2, , 3]].flat().length);
const context = { factor: 3 };
print([1, 2].map(function (x) { return x * this.factor; }, context).join(), [1].filter(function () { return this === context; }, context).length);
let accumulate = '';
[3, 1, 2].forEach((x, i, a) => (accumulate += `${i}${x}${a.length} `));
print(accumulate.trim(), [1, 2, 3, 4].reduce((a, x, i) => a + x * i, 0), [[1, 2], [3]].reduce((a, b) => a.concat(b)).join());
print([1, 2, 3].indexOf(2, -1), [1, 2, 3].lastIndexOf(1, -3), [1, 2, 3].includes(3, 2), [NaN].findIndex(Number.isNaN));
print([5, 1, 4].entries().next().value.join(), [...[1, 2].map((x) => x + 1).filter((x) => x > 2).entries()].join());
