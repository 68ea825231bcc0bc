// status: 0
// stdout: ^60000\n$
// generate: 'var n = 0;' + 'n++;\n'.repeat(60000) + 'print(n)'
