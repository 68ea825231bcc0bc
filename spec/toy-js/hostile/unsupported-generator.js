// status: 1
// stdout: ^$
// stderr: SyntaxError: generators are not supported[\s\S]*unsupported-generator\.js:6|unsupported-generator\.js:6:\d+[\s\S]*SyntaxError: generators are not supported
print('never');
function* g() {
  yield 1;
}
