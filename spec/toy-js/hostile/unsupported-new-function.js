// status: 1
// stderr: Error.*not supported
new Function('return 1')();
