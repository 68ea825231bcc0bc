// status: 1
// stdout: ^before\n$
// stderr: ^Uncaught TypeError: wrong\n    at inner \(.*uncaught-error\.js:6:9\)\n    at outer
print('before');
function inner() {
  throw new TypeError('wrong');
}
function outer() {
  inner();
}
outer();
