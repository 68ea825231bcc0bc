// status: 1
// stderr: Uncaught
// options: --fuel=1000000
print({ toString: () => ({}), valueOf: () => ({}) });
