// options: --max-heap=12m
// status: 0
// stdout: ^20000\n$
// A heap that was full of small objects, of which few live, has room for an array.
var keep = []; for (var r = 0; r < 40; r++) { var a = []; try { for (var i = 0; i < 20000; i++) a.push({ i: i }); } catch (e) {} for (var i = 0; i < a.length; i += 2000) keep.push(a[i]); a = null; }
console.log(new Array(20000).fill(1).length);
