// options: --max-heap=64m --fuel=300000
// status: 1|4
// stderr: RangeError: Maximum call stack size exceeded|fuel
function f() {
  try {
    f();
  } finally {
    f();
  }
}
f();
