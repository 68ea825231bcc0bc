// options: --fuel=1000000
// status: 4
// stderr: fuel
const f = () => 1;
let n = 0;
do n += f() + f() + f();
while (n >= 0);
