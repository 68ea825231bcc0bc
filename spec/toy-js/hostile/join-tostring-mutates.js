// options: --fuel=1000000
// status: 0
// stdout: ^done\n$
const a = Array.from({ length: 100 }, (_, i) => i);
a[10] = { toString() { a.length = 5; return 'cut'; } };
a.join();
const b = [1, { toString() { for (let i = 0; i < 1000; i++) b.push(i); return ''; } }, 3];
b.join('-');
const c = ['x', { toString() { c.splice(0); return 'y'; } }];
String(c) + c.toString();
JSON.stringify({ get a() { delete this.b; return 1; }, b: 2, c: 3 });
print('done');
