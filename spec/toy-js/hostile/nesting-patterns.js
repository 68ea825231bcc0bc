// status: 1
// stderr: SyntaxError: .*nest.*
// generate: 'var ' + '['.repeat(20000) + 'a' + ']'.repeat(20000) + ' = []'
