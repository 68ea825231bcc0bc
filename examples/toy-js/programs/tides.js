// What runs when toy-js is started without a script. Each day of a year a tide washes over the
// beach: tens of thousands of small objects, texts and numbers are made, a few are kept, the rest is
// garbage. In all about a gigabyte is allocated; the heap that it runs in holds 16 MB.

class Random {
  constructor(seed) {
    this.seed = seed;
  }

  next() {
    this.seed = (this.seed * 16807) % 2147483647;
    return this.seed / 2147483647;
  }
}

class Wave {
  constructor(height, reach) {
    this.height = height;
    this.reach = reach;
    this.foam = [];
    this.profile = new Array(PROFILE).fill(height);
  }

  break(random) {
    for (let i = 0; i < 8; i++)
      this.foam.push({ x: random.next() * this.reach, size: random.next() });
    return this.foam.reduce((sum, drop) => sum + drop.size, 0);
  }
}

// What the tide leaves behind: a binary search tree by place, in which younger finds replace older.
class Beach {
  constructor() {
    this.root = null;
    this.finds = 0;
  }

  leave(place, what) {
    const find = { place, what, left: null, right: null };
    if (this.root === null) this.root = find;
    for (let at = this.root; at !== find;) {
      if (at.place === place) {
        at.what = what;
        return;
      }
      const side = place < at.place ? 'left' : 'right';
      if (at[side] === null) at[side] = find;
      at = at[side];
    }
    this.finds++;
  }

  walk(visit, at = this.root) {
    if (at === null) return;
    this.walk(visit, at.left);
    visit(at);
    this.walk(visit, at.right);
  }
}

const DAYS = 365;
const WAVES = 900;
// Samples of the height of a wave along the beach.
const PROFILE = 480;
const random = new Random(2024);
const beach = new Beach();
const highest = new Map();
let foam = 0;

for (let day = 1; day <= DAYS; day++) {
  const spring = 1 + Math.cos((day / 14.77) * Math.PI * 2) / 3;
  let mark = 0;
  for (let i = 0; i < WAVES; i++) {
    const height = spring * (0.5 + random.next());
    const wave = new Wave(height, height * 12.5);
    foam += wave.break(random);
    mark = Math.max(mark, wave.reach);
    if (i % 90 === 0) beach.leave(Math.floor(wave.reach * 100), `shell ${day}.${i}`);
  }
  highest.set('day ' + day, mark);
}

const ranking = [...highest].sort(([, a], [, b]) => b - a).slice(0, 3);
let shells = 0;
beach.walk((find) => (shells += find.what.startsWith('shell') ? 1 : 0));

print(`${DAYS} days, ${DAYS * WAVES} waves, ${Math.round(foam)} units of foam`);
print(
  `the tide mark stood highest on ${ranking.map(([day, m]) => `${day} (${m.toFixed(2)} m)`).join(', ')}`,
);
print(`${shells} shells lie on the beach`);
