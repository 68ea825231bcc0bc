// status: 1
// stderr: SyntaxError: .*nest.*
// generate: 'var a; ' + 'a = '.repeat(50000) + '1'
