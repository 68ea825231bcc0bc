// status: 0|1
// stdout: ^(true\n)?$
// stderr: ^$|SyntaxError: .*nest.*
// generate: 'var f = () => f; print(f' + '()'.repeat(50000) + ' === f)'
