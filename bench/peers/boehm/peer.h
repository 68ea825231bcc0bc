// What the programs of this peer share: parameters, clock, the generator of random numbers, samples.

#ifndef PEER_H
#define PEER_H

#include <gc.h>
#include <stdint.h>

typedef struct Node {
  struct Node *left, *right;
  int32_t value;
} Node;

// The value of `name=` on the command line; exits when it is missing.
const char *text_parameter(const char *name);
long parameter(const char *name);

double now_ms(void);
uint32_t xorshift(uint32_t state);
double median(double *samples, int count);

// Milliseconds of the median of `times` calls of GC_gcollect, after two that warm up.
double time_collections(int times);

// Prints the figures as one line of JSON, with the peak of resident memory.
void answer(const char *format, ...);

#define SEED 2463534242u

void mark(void);
void build(void);
void binary_trees(void);
void gcbench(void);
void splay(void);

#endif
