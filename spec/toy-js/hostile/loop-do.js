// options: --fuel=1000000
// status: 4
// stderr: fuel
do {} while (1);
