// var and function hoisting, redeclaration, and order.
print(typeof early, typeof late, early());
function early() {
  return 'declared';
}
var late = () => 1;
print(typeof late);
print(hoisted);
var hoisted = 1;
var hoisted;
print(hoisted);
function twice() {
  return 1;
}
print(twice());
function twice() {
  return 2;
}
var early = 'replaced';
print(early);

function parameters(a, b) {
  var a;
  var b = 'b';
  function c() {}
  return [a, b, typeof c].join();
}
print(parameters('A', 'B'));
function functionOverParameter(f) {
  return typeof f;
  function f() {}
}
print(functionOverParameter(1));
function insideBlocks() {
  if (false) var never = 1;
  for (var i = 0; i < 3; i++) var last = i;
  try {
    throw 0;
  } catch (e) {
    var fromCatch = 'c';
  }
  while (false) var w;
  label: {
    var inLabel = 'l';
  }
  switch (1) {
    case 2:
      var inCase = 1;
  }
  return [never, i, last, fromCatch, w, inLabel, inCase].map(String).join();
}
print(insideBlocks());
function returnsEarly() {
  return helper();
  function helper() {
    return 'helped ' + x;
  }
  var x = 'never assigned';
}
print(returnsEarly());
var shadow = 'global';
function shadows() {
  print(shadow);
  if (true) {
    var shadow = 'local';
  }
  return shadow;
}
print(shadows(), shadow);
function mutual(n) {
  return n === 0 ? 'even' : odd(n - 1);
}
function odd(n) {
  return n === 0 ? 'odd' : mutual(n - 1);
}
print(mutual(10), mutual(7));
var x1 = (x2 = 5);
print(x1, x2);
for (var fi in { p: 1 }) ;
for (var fo of ['q']) ;
print(fi, fo);
function nested() {
  return inner();
  function inner() {
    return innermost();
    function innermost() {
      return up;
    }
  }
  var up;
}
print(nested());
var fromFunction = (function () {
  return typeof local + typeof fn;
  var local = 1;
  function fn() {}
})();
print(fromFunction);
if (true) {
  function inBlock() {
    return 'block function';
  }
}
print(inBlock());
print(typeof undefinedFunction);
{
  print(blockHoisted());
  function blockHoisted() {
    return 'hoisted in its block';
  }
}
var undefined;
print(undefined);
