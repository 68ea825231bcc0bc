// options: --max-heap=64m
// status: 0
// stdout: ^x{3000000}\n$
print('x'.repeat(3000000));
