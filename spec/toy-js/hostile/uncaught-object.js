// status: 1
// stderr: ^Uncaught
throw { code: 7 };
