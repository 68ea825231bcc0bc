// options: --max-heap=64m --fuel=50000000
// status: 0
// stdout: ^50000 49999\n$
const o = JSON.parse('{' + Array.from({ length: 50000 }, (_, i) => `"key${i}":${i}`).join() + '}');
print(Object.keys(o).length, o.key49999);
