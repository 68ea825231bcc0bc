// options: --fuel=1000000
// status: 4
// stderr: out of fuel
const text = 'x'.repeat(1e6);
for (;;) print(text, text);
