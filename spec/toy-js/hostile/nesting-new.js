// status: 1
// stderr: SyntaxError: .*nest.*
// generate: 'new '.repeat(50000) + 'X'
