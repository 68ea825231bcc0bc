// status: 0
// stdout: ^true\n$
let result;
try {
  result = new RegExp('('.repeat(5000) + 'a' + ')'.repeat(5000)).test('a');
} catch (error) {
  result = error.name;
}
print(result);
