// options: --fuel=1000000
// status: 1
// stderr: Uncaught Error: x
const error = new Error('x');
Object.defineProperty(error, 'stack', { get() { for (;;); } });
throw error;
