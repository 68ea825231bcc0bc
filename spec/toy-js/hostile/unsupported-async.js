// status: 1
// stdout: ^$
// stderr: SyntaxError: async .*not supported
print('never');
async function f() {}
