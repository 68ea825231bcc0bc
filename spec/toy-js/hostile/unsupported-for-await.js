// status: 1
// stdout: ^$
// stderr: SyntaxError
print('never');
for await (const x of []) print(x);
