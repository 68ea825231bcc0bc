// status: 1
// stdout: ^$
// stderr: SyntaxError: async .*not supported
print('never');
const f = async () => 1;
