// status: 1
// stdout: ^$
// stderr: SyntaxError
print('never');
let twice = 1;
let twice = 2;
