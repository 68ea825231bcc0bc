// options: --fuel=5000000 --max-heap=32m
// status: 0
// stdout: ^survived\n$
const noise = () => { throw new Error('patched'); };
for (const C of [Array, Object, String, Number, Function, Map, Set]) {
  for (const name of Object.getOwnPropertyNames(C.prototype)) {
    if (name === 'constructor' || name === 'length' || name === '__proto__') continue;
    try {
      C.prototype[name] = noise;
    } catch (error) {}
  }
}
const { a, ...rest } = { a: 1, b: 2 };
const list = [1, 2, 3];
class K extends Object { x = 1; }
new K();
try { for (const x of list); } catch (error) {}
`${1}${'a'}` + 1 + true;
print('survived');
