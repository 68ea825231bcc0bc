// options: --fuel=1000000
// status: 0
// stdout: ^done\n$
const o = {};
for (let i = 0; i < 50; i++) Object.defineProperty(o, 'k' + i, { enumerable: true, configurable: true, get() { for (let j = 0; j < 50; j++) if (j !== i) delete o['k' + j]; o['n' + i] = 1; return i; } });
Object.assign({}, o);
({ ...o });
Object.entries(o);
Object.values(o);
const { ...rest } = o;
for (const k in o) delete o[k];
print('done');
