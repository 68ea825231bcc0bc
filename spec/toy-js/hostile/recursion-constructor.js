// options: --max-heap=64m
// status: 1
// stderr: RangeError: Maximum call stack size exceeded
class Node {
  constructor() {
    this.child = new Node();
  }
}
new Node();
