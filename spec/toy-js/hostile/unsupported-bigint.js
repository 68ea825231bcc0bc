// status: 1
// stdout: ^$
// stderr: SyntaxError: BigInt.* not supported
print('never');
print(10n);
