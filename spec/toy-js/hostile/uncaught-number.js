// status: 1
// stderr: ^Uncaught 42\n
throw 42;
