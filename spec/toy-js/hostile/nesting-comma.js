// status: 0
// stdout: ^last\n$
// generate: 'print((' + '1,'.repeat(50000) + '"last"))'
