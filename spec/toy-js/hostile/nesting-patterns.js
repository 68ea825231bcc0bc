// status: 1
// stderr: SyntaxError: nesting too deep|TypeError: undefined is not iterable
// generate: 'var ' + '['.repeat(20000) + 'a' + ']'.repeat(20000) + ' = []'
