// options: --fuel=1000000
// status: 4
// stderr: out of fuel
// Found nowhere, but nearly everywhere.
'a'.repeat(1e6).indexOf('a'.repeat(5e5) + 'b');
