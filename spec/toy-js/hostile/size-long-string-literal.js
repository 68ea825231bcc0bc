// options: --max-heap=64m
// status: 0
// stdout: ^1000000\n$
// generate: 'print("' + 'x'.repeat(1000000) + '".length)'
