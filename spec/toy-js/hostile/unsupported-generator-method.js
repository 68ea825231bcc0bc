// status: 1
// stdout: ^$
// stderr: SyntaxError: generators are not supported
print('never');
const o = { *g() {} };
