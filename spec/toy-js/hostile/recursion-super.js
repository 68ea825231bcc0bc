// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
class A {
  constructor() {
    new B();
  }
}
class B extends A {
  constructor() {
    super();
  }
}
new B();
