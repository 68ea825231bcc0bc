// status: 1
// stdout: ^$
// stderr: SyntaxError: .*nest.*
// generate: 'print(1' + '+1'.repeat(100000) + ')'
