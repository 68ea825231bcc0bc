// status: 1
// stderr: TypeError: Converting circular structure to JSON
const o = { list: [] };
o.list.push({ back: o });
JSON.stringify(o);
