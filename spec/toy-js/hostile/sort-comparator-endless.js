// options: --fuel=1000000
// status: 4
// stderr: fuel
[1, 2].sort(() => {
  for (;;);
});
