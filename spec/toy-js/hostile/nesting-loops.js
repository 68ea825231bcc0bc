// status: 1
// stderr: SyntaxError: .*nest.*
// generate: 'for(;;) '.repeat(30000) + ';'
