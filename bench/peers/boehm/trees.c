// The retained build, binary-trees and GCBench with Boehm's collector.

#include "peer.h"
#include <stdint.h>

#define WARM_UPS 3
#define MIN_DEPTH 4
#define LESS 2

// What is kept while the next thing is measured.
static void *kept;

static Node *grow(int depth) {
  Node *left = depth ? grow(depth - 1) : 0;
  Node *right = depth ? grow(depth - 1) : 0;
  Node *node = GC_MALLOC(sizeof *node);
  node->left = left;
  node->right = right;
  node->value = depth;
  return node;
}

static long size(const Node *node) { return node ? 1 + size(node->left) + size(node->right) : 0; }

void build(void) {
  int depth = parameter("depth"), times = parameter("times");
  double samples[times];
  for (int i = -WARM_UPS; i < times; i++) {
    kept = 0;
    GC_gcollect();
    double started = now_ms();
    kept = grow(depth);
    if (i >= 0) samples[i] = now_ms() - started;
  }
  answer("\"ms\":%f,\"check\":%ld", median(samples, times), size(kept));
}

typedef struct Tree {
  struct Tree *left, *right;
} Tree;

static Tree *make_tree(int depth) {
  Tree *left = depth ? make_tree(depth - 1) : 0;
  Tree *right = depth ? make_tree(depth - 1) : 0;
  Tree *tree = GC_MALLOC(sizeof *tree);
  tree->left = left;
  tree->right = right;
  return tree;
}

static long count(const Tree *tree) {
  return tree->left ? 1 + count(tree->left) + count(tree->right) : 1;
}

void binary_trees(void) {
  int N = parameter("n");
  long check = count(make_tree(N + 1));
  kept = make_tree(N);
  for (int depth = MIN_DEPTH; depth <= N; depth += 2)
    for (long i = 1L << (N - depth + MIN_DEPTH); i > 0; i--) check += count(make_tree(depth));
  check += count(kept);
  answer("\"check\":%ld", check);
}

typedef struct Bench {
  struct Bench *left, *right;
  int32_t i, j;
} Bench;

static Bench *new_bench(Bench *left, Bench *right) {
  Bench *node = GC_MALLOC(sizeof *node);
  node->left = left;
  node->right = right;
  return node;
}

static void populate(int depth, Bench *node) {
  if (depth <= 0) return;
  node->left = new_bench(0, 0);
  node->right = new_bench(0, 0);
  populate(depth - 1, node->left);
  populate(depth - 1, node->right);
}

static Bench *make_bench(int depth) {
  if (depth <= 0) return new_bench(0, 0);
  Bench *left = make_bench(depth - 1);
  return new_bench(left, make_bench(depth - 1));
}

static long tree_size(int depth) { return (1L << (depth + 1)) - 1; }

void gcbench(void) {
  int stretch = parameter("stretch");
  long length = parameter("doubles");
  Bench *volatile temporary = make_bench(stretch);
  Bench *long_lived = kept = new_bench(0, 0);
  populate(stretch - LESS, long_lived);
  double *array = GC_MALLOC_ATOMIC(length * sizeof *array);
  for (long i = 0; i < length; i++) array[i] = i > 0 && i < length / 2 ? 1.0 / i : 0;
  for (int depth = MIN_DEPTH; depth <= stretch - LESS; depth += 2) {
    long times = 2 * tree_size(stretch) / tree_size(depth);
    for (long i = 0; i < times; i++) {
      temporary = new_bench(0, 0);
      populate(depth, temporary);
    }
    for (long i = 0; i < times; i++) temporary = make_bench(depth);
  }
  int spine = 0;
  for (Bench *node = long_lived; node; node = node->left) spine++;
  answer("\"check\":%.17g", spine + array[1000]);
}
