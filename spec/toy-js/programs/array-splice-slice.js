// splice, slice, concat, reverse, shift, unshift, with every kind of index.
const fresh = () => [0, 1, 2, 3, 4];
const splice = (...args) => {
  const list = fresh();
  const removed = list.splice(...args);
  return `[${removed}] [${list}]`;
};
print(splice(), splice(1), splice(1, 2), splice(-2), splice(1, 0, 'a', 'b'), splice(0, 5));
print(splice(2, 1, 'x'), splice(-10, 1), splice(10, 1, 'end'), splice(1, -5), splice(undefined), splice(1, undefined), splice(1.9, 1.9), splice('1', '1'), splice(NaN, 1), splice(0, Infinity));
print(fresh().slice(1, 3).join(), fresh().slice(-2).join(), fresh().slice(3, 1).join(), fresh().slice(-3, -1).join(), fresh().slice(undefined, 2).join(), fresh().slice(2, undefined).join(), fresh().slice(-100, 100).length);
print(fresh().concat(5, [6, [7]], 'eight').length, [].concat([], [[]]).length, [1].concat({ length: 1, 0: 'not spread' }).length);
print(fresh().reverse().join(), [1, , 3].reverse().map(String).join(), 1 in [1, , 3].reverse());
const q = fresh();
print(q.shift(), q.unshift('a', 'b'), q.pop(), q.push('x', 'y'), q.join());
print([].shift(), [].pop(), [].unshift(), [].push(), [1].unshift([2]), [undefined].shift());
const big = [];
for (let i = 0; i < 100; i++) big.push(i);
for (let i = 0; i < 50; i++) big.unshift(big.pop());
print(big.slice(0, 5).join(), big.slice(-3).join(), big.length);
while (big.length > 10) big.splice(big.length >> 1, 3);
print(big.join());
const holes = [1, , 3, , 5];
const removed = holes.splice(1, 3);
print(removed.length, 0 in removed, 1 in removed, holes.join());
const like = { length: 2, 0: 'a', 1: 'b' };
print(Array.prototype.push.call(like, 'c'), like.length, like[2], Array.prototype.shift.call(like), JSON.stringify(like));
print(JSON.stringify(Array.prototype.splice.call(like, 0, 1, 'X', 'Y')), JSON.stringify(like), Array.prototype.slice.call('text', 1, 3).join());
print([3, 4].join(), [null, undefined, [], [1, [2]], {}].join('|'), [1, 2].join(undefined), [1, 2].join(null), [1, 2].join(''), [[]].join(), String([1, [2, 3]]));
const cyclic = [1];
cyclic.push(cyclic);
print(cyclic.join(), String(cyclic));
const frozen = Object.freeze([1, 2]);
for (const action of [() => frozen.push(3), () => frozen.pop(), () => frozen.sort(), () => frozen.splice(0, 1), () => frozen.reverse(), () => frozen.fill(0)]) {
  try {
    action();
    print('no error');
  } catch (error) {
    print(error.name);
  }
}
print(frozen.join(), [1, 2, 3].at(-1), [1, 2, 3].at(5), [1, 2, 3].at(-4), [1, 2, 3, 4, 5].copyWithin(0, 3).join(), [1, 2, 3, 4, 5].copyWithin(1, 0, 3).join(), [1, 2, 3].fill(9, 1).join(), [1, 2, 3].fill(0, -1).join(), new Array(3).fill().map(String).join());
print([3, 1, 2].toSorted().join(), [3, 1, 2].toReversed().join(), [1, 2, 3].with(1, 'x').join(), [1, 2, 3, 4].toSpliced(1, 2, 'a').join());
try {
  [1].with(5, 0);
} catch (error) {
  print(error.name);
}
