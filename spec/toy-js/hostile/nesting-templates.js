// status: 1
// stderr: SyntaxError: .*nest.*
// generate: 'x = ' + '`${'.repeat(30000) + '1' + '}`'.repeat(30000)
