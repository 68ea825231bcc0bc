// status: 0|1
// stdout: ^(done\n)?$
// stderr: ^$|SyntaxError: .*nest.*
// generate: 'var x = 5;' + 'if (x === 1) ; else '.repeat(20000) + 'print("done")'
