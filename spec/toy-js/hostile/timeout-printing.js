// options: --timeout=1s
// status: 4
// stdout: ^line\n
// stderr: ^toy-js: stopped after 1 s \(--timeout\)\n$
for (;;) print('line');
