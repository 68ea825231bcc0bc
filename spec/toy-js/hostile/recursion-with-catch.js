// options: --max-heap=64m --fuel=300000
// status: 4
// stderr: fuel
function f() {
  try {
    f();
  } catch (error) {
    f();
  }
}
for (;;) f();
