// status: 0|1
// stdout: ^(true\n)?$
// stderr: ^$|SyntaxError: .*nest.*
// generate: 'var o = {}; o.o = o; print(o' + '.o'.repeat(50000) + ' === o)'
