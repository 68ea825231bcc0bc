// status: 1
// stderr: ^Uncaught
throw { toString() { throw 1; } };
