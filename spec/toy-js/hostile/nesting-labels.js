// status: 1
// stderr: SyntaxError: .*nest.*
// generate: Array.from({ length: 20000 }, (_, i) => 'l' + i + ':').join('') + ';'
