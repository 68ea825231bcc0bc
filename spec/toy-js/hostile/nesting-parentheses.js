// status: 0|1
// stderr: ^$|SyntaxError: nesting too deep
// generate: '('.repeat(50000) + '1' + ')'.repeat(50000)
