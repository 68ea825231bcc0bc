// options: --fuel=5000000 --max-heap=32m
// status: 1|3|4
// stderr: RangeError|fuel
const make = () => ({ toJSON: () => [make()] });
JSON.stringify(make());
