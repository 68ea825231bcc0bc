// options: --fuel=5000000 --max-heap=32m
// status: 4
// stderr: out of fuel
const make = () => ({ toJSON: () => [make()] });
JSON.stringify(make());
