// status: 1
// stderr: SyntaxError: .*nest.*
// generate: 'x = ' + '1 ? 2 : '.repeat(50000) + '3'
