// options: --fuel=1000000
// status: 4
// stderr: fuel
for (const x of { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: false }) }) });
