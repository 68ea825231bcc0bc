// options: --timeout=60s
// status: 1
// stderr: RangeError: Too many combining marks
// The host would sort these for minutes, and could not be stopped.
('a' + '\u0301'.repeat(1e6) + '\u0316'.repeat(1e6)).normalize('NFD');
