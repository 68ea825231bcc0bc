// options: --fuel=1000000
// status: 4
// stderr: out of fuel
// Two times itself, 50 times over: as text it would have 2 ** 50 elements.
let nested = [];
for (let i = 0; i < 50; i++) nested = [nested, nested];
String(nested);
