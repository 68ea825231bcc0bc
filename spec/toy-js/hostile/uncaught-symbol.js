// status: 1
// stderr: ^Uncaught Symbol\(s\)
throw Symbol('s');
