// options: --fuel=1000000
// status: 0
// stdout: ^done\n$
const a = Array.from({ length: 1000 }, (_, i) => ({ i }));
a.splice({ valueOf() { a.length = 2; return 500; } }, 400, 'x', 'y');
a.fill('z', { valueOf() { a.length = 1; return 0; } }, 900);
a.slice({ valueOf() { a.length = 0; return 0; } });
const b = Array.from({ length: 1000 }, (_, i) => i);
b.copyWithin({ valueOf() { b.length = 10; return 0; } }, 500, 900);
b.includes(5, { valueOf() { b.length = 0; return 0; } });
b.indexOf(5, { valueOf() { b.length = 0; return 0; } });
b.concat({ get length() { b.push(1); return 3; }, [Symbol.isConcatSpreadable]: true });
print('done');
