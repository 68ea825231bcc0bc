// options: --max-heap=8m --fuel=5000000
// status: 4
// stderr: out of fuel
// The hoard is kept: each new try fails again, and the program must still end.
const hoard = [];
for (;;) {
  try {
    for (;;) hoard.push({ x: hoard.length });
  } catch (error) {
    hoard.push(error);
  }
}
