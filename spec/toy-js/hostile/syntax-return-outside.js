// status: 1
// stderr: SyntaxError
return 5;
