// status: 1
// stdout: ^$
// stderr: ^.*unsupported-generator\.js:5:1\n.*\n *\^\nSyntaxError: generators are not supported
print('never');
function* g() {
  yield 1;
}
