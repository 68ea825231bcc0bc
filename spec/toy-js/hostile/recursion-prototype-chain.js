// options: --max-heap=128m --fuel=100000000
// status: 0
// stdout: ^bottom undefined true\n$
let chain = { deep: 'bottom' };
const bottom = chain;
for (let i = 0; i < 100000; i++) chain = Object.create(chain);
print(chain.deep, chain.missing, Object.prototype.isPrototypeOf.call(bottom, chain));
