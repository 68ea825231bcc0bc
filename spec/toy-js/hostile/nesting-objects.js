// status: 1
// stderr: SyntaxError: .*nest.*
// generate: 'x = ' + '{a:'.repeat(50000) + '1' + '}'.repeat(50000)
