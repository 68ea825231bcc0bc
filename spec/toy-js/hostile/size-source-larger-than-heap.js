// options: --max-heap=4m
// status: 3
// stderr: RangeError: out of memory
// generate: 'print("' + 'x'.repeat(5000000) + '".length)'
