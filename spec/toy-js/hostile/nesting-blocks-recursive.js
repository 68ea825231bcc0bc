// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
// generate: 'function f() { ' + '{ try { if (1) '.repeat(60) + 'f()' + ' ; } finally {} }'.repeat(60) + ' } f()'
