// options: --fuel=1000000
// status: 4
// stderr: fuel
outer: for (;;) {
  for (;;) continue outer;
}
