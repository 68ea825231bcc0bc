// status: 1
// stdout: ^$
// stderr: SyntaxError: .*nest.*
// generate: 'var o = {}; o.o = o; print(o' + '.o'.repeat(50000) + ' === o)'
