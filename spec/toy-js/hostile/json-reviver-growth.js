// options: --fuel=5000000 --max-heap=32m
// status: 0
JSON.parse('[1,2,3]', function (key, value) {
  if (Array.isArray(this) && this.length < 1e9) this.push([1, 2, 3]);
  return value;
});
