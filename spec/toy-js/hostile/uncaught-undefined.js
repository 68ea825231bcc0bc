// status: 1
// stderr: ^Uncaught undefined\n
throw undefined;
