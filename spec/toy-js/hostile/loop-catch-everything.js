// options: --fuel=1000000
// status: 4
// stderr: fuel
// The fuel limit is not an exception of the guest: neither catch nor finally may hold it up.
function spin() {
  try {
    for (;;);
  } catch (error) {
    print('caught', error);
    for (;;);
  } finally {
    print('finally');
    for (;;);
  }
}
spin();
