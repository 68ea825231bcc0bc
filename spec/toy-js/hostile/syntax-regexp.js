// status: 1
// stderr: SyntaxError
print('never');
var r = /(/;
