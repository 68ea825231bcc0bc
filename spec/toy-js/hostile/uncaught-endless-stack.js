// options: --fuel=1000000
// status: 1|4
// stderr: Uncaught|fuel
const error = new Error('x');
Object.defineProperty(error, 'stack', { get() { for (;;); } });
throw error;
