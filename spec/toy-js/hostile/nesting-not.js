// status: 1
// stderr: SyntaxError: .*nest.*
// generate: 'x = ' + '!'.repeat(100000) + '1'
