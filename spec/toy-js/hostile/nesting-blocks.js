// status: 1
// stderr: SyntaxError: .*nest.*
// generate: '{'.repeat(50000) + '}'.repeat(50000)
