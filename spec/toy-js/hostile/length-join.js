// options: --max-heap=16m --fuel=20000000
// status: 1
// stderr: RangeError: Invalid string length
new Array(4294967295).join('separator');
