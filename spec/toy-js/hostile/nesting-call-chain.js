// status: 1
// stdout: ^$
// stderr: SyntaxError: .*nest.*
// generate: 'var f = () => f; print(f' + '()'.repeat(50000) + ' === f)'
