// status: 0|1
// stdout: ^(100001\n)?$
// stderr: ^$|SyntaxError: .*nest.*
// generate: 'print(1' + '+1'.repeat(100000) + ')'
