// Dates from fixed instants, read in UTC.
const d = new Date(0);
print(d.getTime(), d.valueOf(), +d, d.toISOString(), JSON.stringify({ d }), typeof Date.now(), Date.now() > 1.6e12);
const e = new Date(1700000000123);
print(e.toISOString(), e.getUTCFullYear(), e.getUTCMonth(), e.getUTCDate(), e.getUTCHours(), e.getUTCMinutes(), e.getUTCSeconds(), e.getUTCMilliseconds(), e.getUTCDay());
print(new Date('2024-02-29T12:34:56.789Z').getTime(), Date.parse('2024-01-01T00:00:00Z'), Date.UTC(2024, 1, 29), Date.UTC(2000, 0), new Date(NaN).getTime(), isNaN(new Date('nonsense')));
print(e - d, e > d, d < e, new Date(5) - new Date(2), new Date(e).getTime() === e.getTime(), typeof (d + 1), d instanceof Date, Object.prototype.toString.call(d));
try {
  new Date(NaN).toISOString();
} catch (error) {
  print(error.name);
}
print(new Date(8.64e15 + 1).getTime(), new Date(1.9).getTime(), new Date(-1).toISOString(), new Date(null).getTime(), new Date(undefined).getTime(), new Date(true).getTime());
print(JSON.stringify([new Date(NaN)]), JSON.stringify(new Date(1e12)), typeof Date(), Date.length, Date.name);
const start = Date.now();
let spins = 0;
while (Date.now() === start && spins < 5) spins++;
print(Date.now() >= start, new Date().getTime() >= start, new Date() - start < 100000);
const days = ['2024-01-01', '2024-03-10', '2023-12-25'].map((s) => new Date(s));
days.sort((a, b) => a - b);
print(days.map((x) => x.toISOString().slice(0, 10)).join(), Math.round((days[2] - days[0]) / 864e5));
