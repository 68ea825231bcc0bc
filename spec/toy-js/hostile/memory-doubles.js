// options: --max-heap=8m --fuel=50000000
// status: 0
// stdout: ^\d+\n$
let x = 0.5;
const ring = [];
for (let i = 0; i < 1000000; i++) ring[i & 255] = x += 0.25;
print(ring.length);
