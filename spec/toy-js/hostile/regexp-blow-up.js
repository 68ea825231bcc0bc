// options: --timeout=1s
// status: 4
// stdout: ^before\n$
// stderr: ^toy-js: stopped after 1 s \(--timeout\)\n$
print('before');
print(/(a+)+$/.test('a'.repeat(60) + 'b'));
