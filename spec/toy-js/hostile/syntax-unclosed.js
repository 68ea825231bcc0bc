// status: 1
// stdout: ^$
// stderr: SyntaxError
// generate: 'print(1); function f() { '
