// options: --max-heap=128m --fuel=50000000
// status: 0|1
// stderr: ^($|Uncaught RangeError: Maximum call stack size exceeded)
let C = class {};
for (let i = 0; i < 5000; i++) C = class extends C {};
new C();
