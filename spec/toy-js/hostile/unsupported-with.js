// status: 1
// stdout: ^$
// stderr: SyntaxError: .*with.* not supported
print('never');
with ({ a: 1 }) print(a);
