// status: 1
// stderr: ^Uncaught null\n
throw null;
