// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
class A {
  next = new A();
}
new A();
