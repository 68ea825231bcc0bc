// length: truncation, growth, limits, and sparse arrays.
const a = [1, 2, 3];
a.length = 1;
print(a.join(), a[1], a.length);
a.length = 3;
print(a.length, 1 in a, a.join('|'));
a[10] = 'far';
print(a.length, Object.keys(a).join());
a.length = '2';
print(a.length, a[10]);
for (const bad of [-1, 1.5, 'x', 4294967296, NaN, null, undefined]) {
  try {
    const list = [1];
    list.length = bad;
    print('length', list.length);
  } catch (error) {
    print(String(bad), error.name, error.message);
  }
}
for (const make of [() => new Array(-1), () => new Array(1.5), () => new Array('3'), () => new Array(4294967295).length, () => Array(3).length, () => new Array(2, 3).join(), () => new Array().length, () => [].constructor(2).length]) {
  try {
    print(String(make()));
  } catch (error) {
    print(error.name, error.message);
  }
}
const sparse = [];
sparse[4294967294] = 'last';
print(sparse.length, Object.keys(sparse).join(), sparse[4294967294]);
try {
  sparse.push('too far');
} catch (error) {
  print(error.name);
}
print(sparse.length, sparse[4294967295], sparse.indexOf('nothing', -3));
sparse[4294967295] = 'not an index';
print(sparse.length, Object.keys(sparse).length);
sparse.length = 10;
print(sparse.length, Object.keys(sparse).join());
sparse[5] = 'five';
sparse[1000000] = 'million';
print(sparse.length, sparse.filter(() => true).join(), sparse.findIndex((x) => x === 'five'));
sparse.length = 6;
print(sparse.map((x) => x + '!').length, sparse.join('.'));
const index = [];
index['0'] = 'zero';
index['01'] = 'no index';
index[-1] = 'negative';
index[1.5] = 'fraction';
index['1'] = 'one';
index[true] = 'true';
print(index.length, Object.keys(index).join());
const backwards = [];
for (let i = 20; i >= 0; i--) backwards[i] = i;
print(backwards.length, backwards.join(''));
const holey = [, 'a', , 'b', ,];
print(holey.length, holey.indexOf(undefined), holey.includes(undefined), Object.keys(holey).join(), delete holey[1], holey.length, 1 in holey);
Object.defineProperty(holey, 'length', { writable: false });
holey[9] = 'ignored';
holey.length = 0;
print(holey.length, holey[3]);
const getter = [1, 2, 3];
Object.defineProperty(getter, 1, { get: () => 'got', configurable: true, enumerable: true });
print(getter.join(), getter.map((x) => x).join(), getter.slice().join(), JSON.stringify(getter), getter.indexOf('got'));
getter[1] = 'ignored';
getter[2] = 'written';
print(getter.join());
const stuck = [1, 2, 3];
Object.defineProperty(stuck, 1, { value: 'stuck', configurable: false });
stuck.length = 0;
print(stuck.length, stuck.join());
const protoIndex = [, 1];
Array.prototype[0] = 'from the prototype';
print(protoIndex[0], protoIndex.join(), protoIndex.hasOwnProperty(0), [...protoIndex].join(), protoIndex.indexOf('from the prototype'));
delete Array.prototype[0];
print(protoIndex[0]);
