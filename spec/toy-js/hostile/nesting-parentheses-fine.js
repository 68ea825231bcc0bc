// status: 0
// stdout: ^7\n$
// generate: 'print(' + '('.repeat(100) + '7' + ')'.repeat(100) + ')'
