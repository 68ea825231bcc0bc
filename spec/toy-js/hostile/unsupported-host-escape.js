// status: 0
// stdout: ^undefined undefined undefined undefined undefined undefined\n(\w*Error )+\n$
print(typeof process, typeof require, typeof Buffer, typeof module, typeof setTimeout, typeof WebAssembly);
const names = [];
for (const f of [() => ({}).constructor.constructor('return 1')(), () => (() => 1).constructor('return process')(), () => [].map.constructor('return 1')()]) {
  try {
    print(typeof f());
  } catch (error) {
    names.push(error.name);
  }
}
print(names.join(' ') + ' ');
