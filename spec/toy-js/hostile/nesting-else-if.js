// status: 1
// stdout: ^$
// stderr: SyntaxError: .*nest.*
// generate: 'var x = 5;' + 'if (x === 1) ; else '.repeat(20000) + 'print("done")'
