// options: --fuel=1000000
// status: 4
// stderr: fuel
for (let i = 0; ; i = (i + 1) % 3)
  switch (i) {
    case 0:
      continue;
    default:
  }
