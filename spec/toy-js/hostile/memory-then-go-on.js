// options: --max-heap=32m
// status: 0
// stdout: ^true 1000\n$
var r; try { var a = []; for (;;) a.push([1, 2, 3]); } catch (e) { a = null; r = e instanceof RangeError; }
var b = []; for (var i = 0; i < 1000; i++) b.push({ i: i }); console.log(r, b.length);
