// options: --fuel=1000000
// status: 4
// stderr: fuel
for (;;) {
  try {
    throw new Error('again');
  } catch {
    continue;
  } finally {
    continue;
  }
}
