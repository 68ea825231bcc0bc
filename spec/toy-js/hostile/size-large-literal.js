// options: --max-heap=64m
// status: 0
// stdout: ^100000 99999\n$
// generate: 'const a = [' + Array.from({ length: 100000 }, (_, i) => i).join() + ']; print(a.length, a[a.length - 1])'
