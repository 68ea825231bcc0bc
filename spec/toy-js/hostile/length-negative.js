// status: 1
// stderr: RangeError: Invalid array length
new Array(-1);
