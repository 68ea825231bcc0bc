// options: --max-heap=16m
// status: 0
// stdout: ^false\n$
print(/^(a|aa)+$/.test('a'.repeat(22) + 'b'));
