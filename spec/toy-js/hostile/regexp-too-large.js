// status: 0
// stdout: ^caught SyntaxError\n$
// The host compiles an expression when it is used first.
try {
  print(new RegExp('a'.repeat(3e6)).test('b'));
} catch (error) {
  print('caught', error.name);
}
