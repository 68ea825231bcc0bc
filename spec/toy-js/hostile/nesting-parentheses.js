// status: 0
// stderr: ^$
// generate: '('.repeat(50000) + '1' + ')'.repeat(50000)
