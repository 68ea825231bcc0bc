// options: --never-collect --max-heap=8m --fuel=50000000
// status: 3
// stderr: RangeError: out of memory
for (;;) ({ garbage: [1, 2, 3] });
