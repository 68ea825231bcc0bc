// Doubles in arrays and objects: a small n-body, a matrix product, mandelbrot and an FFT.
const bodies = [
  { x: 0, y: 0, vx: 0, vy: 0, m: 39.47 },
  { x: 4.84, y: -1.16, vx: 0.6, vy: 2.81, m: 0.037 },
  { x: 8.34, y: 4.12, vx: -1.01, vy: 1.81, m: 0.011 },
];
function advance(dt) {
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i];
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j];
      const dx = a.x - b.x;
      const dy = a.y - b.y;
      const d2 = dx * dx + dy * dy;
      const magnitude = dt / (d2 * Math.sqrt(d2));
      a.vx -= dx * b.m * magnitude;
      a.vy -= dy * b.m * magnitude;
      b.vx += dx * a.m * magnitude;
      b.vy += dy * a.m * magnitude;
    }
  }
  for (const body of bodies) {
    body.x += dt * body.vx;
    body.y += dt * body.vy;
  }
}
for (let i = 0; i < 60; i++) advance(0.01);
print(bodies.map((b) => b.x.toFixed(9) + ' ' + b.y.toFixed(9)).join('; '));
const size = 5;
const matrix = (f) => Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => f(i, j)));
const multiply = (a, b) => matrix((i, j) => { let s = 0; for (let k = 0; k < size; k++) s += a[i][k] * b[k][j]; return s; });
const a = matrix((i, j) => 1 / (i + j + 1));
print(multiply(a, a)[2].join(), multiply(a, matrix((i, j) => +(i === j)))[4].join() === a[4].join());
let picture = '';
for (let y = -1; y <= 1; y += 0.5) {
  for (let x = -2; x <= 0.5; x += 0.25) {
    let zr = 0;
    let zi = 0;
    let n = 0;
    while (n < 20 && zr * zr + zi * zi < 4) {
      [zr, zi] = [zr * zr - zi * zi + x, 2 * zr * zi + y];
      n++;
    }
    picture += n === 20 ? '#' : n > 4 ? '+' : '.';
  }
  picture += '\n';
}
print(picture);
function fft(re) {
  const n = re.length;
  if (n === 1) return [[re[0], 0]];
  const even = fft(re.filter((_, i) => i % 2 === 0));
  const odd = fft(re.filter((_, i) => i % 2 === 1));
  const out = new Array(n);
  for (let k = 0; k < n / 2; k++) {
    const angle = (-2 * Math.PI * k) / n;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const tr = odd[k][0] * c - odd[k][1] * s;
    const ti = odd[k][0] * s + odd[k][1] * c;
    out[k] = [even[k][0] + tr, even[k][1] + ti];
    out[k + n / 2] = [even[k][0] - tr, even[k][1] - ti];
  }
  return out;
}
print(fft([1, 2, 3, 4, 5, 6, 7, 8]).map(([r, i]) => r.toFixed(3) + (i < 0 ? '' : '+') + i.toFixed(3) + 'i').join(' '));
let x = 0.5;
const orbit = [];
for (let i = 0; i < 50; i++) orbit.push((x = 3.7 * x * (1 - x)));
print(orbit.slice(-3).join(), Math.max(...orbit), orbit.reduce((s, v) => s + v, 0));
let integral = 0;
for (let i = 0; i < 200; i++) integral += Math.sin((i + 0.5) / 200) / 200;
print(integral, 1 - Math.cos(1));
let ints = 0;
for (let i = 0; i < 40; i++) ints = (ints + 0x3fffffff * (i % 2 ? -1 : 1.5)) % 1e12;
print(ints, ints | 0, Math.floor(ints / 3));
