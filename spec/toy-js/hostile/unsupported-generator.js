// status: 1
// stdout: ^$
// stderr: ^.*unsupported-generator\.js:6:1\n.*\n *\^\nSyntaxError: generators are not supported
print('never');
function* g() {
  yield 1;
}
