// options: --max-heap=128m --fuel=50000000
// status: 0
// stderr: ^$
let C = class {};
for (let i = 0; i < 5000; i++) C = class extends C {};
new C();
