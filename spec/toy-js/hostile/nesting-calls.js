// status: 1
// stderr: SyntaxError: .*nest.*
// generate: 'f(' .repeat(50000) + ')'.repeat(50000)
