// options: --max-heap=16m --fuel=20000000
// status: 1|3
// stderr: RangeError: (Invalid string length|out of memory)
new Array(4294967295).join('separator');
