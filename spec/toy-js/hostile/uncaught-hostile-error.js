// status: 1
// stderr: ^Uncaught
// The report of an uncaught error must survive what the error's own accessors do.
const error = new Error('x');
Object.defineProperty(error, 'message', { get() { throw error; } });
Object.defineProperty(error, 'name', { get() { for (let i = 0; i < 10; i++) throw i; } });
Object.defineProperty(error, 'stack', { get() { throw new Error('again'); } });
throw error;
