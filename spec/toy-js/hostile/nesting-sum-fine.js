// status: 0
// stdout: ^501\n$
// generate: 'print(1' + '+1'.repeat(500) + ')'
