// options: --fuel=1000000
// status: 4
// stderr: fuel
const r = /a*/g;
let m;
while ((m = r.exec('bbb')));
for (;;) r.exec('');
