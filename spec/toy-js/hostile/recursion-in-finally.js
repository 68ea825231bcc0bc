// options: --max-heap=64m --fuel=300000
// status: 4
// stderr: out of fuel
function f() {
  try {
    f();
  } finally {
    f();
  }
}
f();
