// status: 1
// stdout: ^$
// stderr: SyntaxError: private .*not supported
print('never');
class A {
  #x = 1;
}
