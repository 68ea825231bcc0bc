// status: 1
// stderr: ^Uncaught
const error = new Error('x');
error.stack = 5;
error.name = Symbol('name');
throw error;
