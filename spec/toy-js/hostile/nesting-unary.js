// status: 1
// stderr: SyntaxError: .*nest.*
// generate: 'x = ' + '- '.repeat(50000) + '1'
