// status: 1
// stderr: SyntaxError: .*nest.*
// generate: 'function f() {'.repeat(20000) + '}'.repeat(20000)
