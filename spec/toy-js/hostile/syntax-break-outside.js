// status: 1
// stderr: SyntaxError
print('never');
if (1) break;
