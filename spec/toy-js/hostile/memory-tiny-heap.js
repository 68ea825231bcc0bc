// options: --max-heap=2m
// status: 0
// stdout: ^hello\n$
print('hello');
