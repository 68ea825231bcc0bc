// options: --max-heap=16m
// status: 0
// stdout: ^(\d+\n){50000}$
for (let i = 0; i < 50000; i++) print(i);
