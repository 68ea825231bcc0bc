// status: 1
// stderr: TypeError: Cyclic __proto__ value
const a = {};
const b = Object.create(a);
Object.setPrototypeOf(a, b);
