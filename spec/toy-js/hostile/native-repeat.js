// options: --fuel=1000000
// status: 4
// stderr: out of fuel
for (;;) 'x'.repeat(1e6);
