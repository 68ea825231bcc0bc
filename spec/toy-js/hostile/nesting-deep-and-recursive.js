// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
// generate: 'function f() { return ' + '[0,'.repeat(150) + 'f()' + ']'.repeat(150) + ' } f()'
