// options: --fuel=3000000
// status: 4
// stderr: out of fuel
for (let i = 0; i < 1000000; i++) console.group();
for (;;) console.log('\n'.repeat(1e6));
