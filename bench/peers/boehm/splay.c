// Splay with Boehm's collector; see bench/subjects/splay.ts.

#include "peer.h"
#include <string.h>

#define PAYLOAD_DEPTH 5
#define ARRAY_LENGTH 10
#define TEXT_BYTES 40
#define MODIFICATIONS 80

typedef struct Splay {
  struct Splay *left, *right;
  void *payload;
  double key;
} Splay;

typedef struct Pair {
  void *first, *second;
} Pair;

static Splay *root;

static void *make_payload(int depth, int tag) {
  Pair *made = GC_MALLOC(sizeof *made);
  if (depth) {
    made->first = make_payload(depth - 1, tag);
    made->second = make_payload(depth - 1, tag);
    return made;
  }
  int32_t *array = GC_MALLOC_ATOMIC(ARRAY_LENGTH * sizeof *array);
  for (int i = 0; i < ARRAY_LENGTH; i++) array[i] = i;
  made->first = array;
  made->second = memset(GC_MALLOC_ATOMIC(TEXT_BYTES), tag & 0x7f, TEXT_BYTES);
  return made;
}

static void splay_to(double key) {
  Splay header = {0}, *lesser = &header, *greater = &header, *current = root;
  for (;;) {
    if (key < current->key) {
      Splay *child = current->left;
      if (!child) break;
      if (key < child->key) {
        current->left = child->right;
        child->right = current;
        current = child;
        child = current->left;
        if (!child) break;
      }
      greater->left = current;
      greater = current;
      current = child;
    } else if (key > current->key) {
      Splay *child = current->right;
      if (!child) break;
      if (key > child->key) {
        current->right = child->left;
        child->left = current;
        current = child;
        child = current->right;
        if (!child) break;
      }
      lesser->right = current;
      lesser = current;
      current = child;
    } else
      break;
  }
  lesser->right = current->left;
  greater->left = current->right;
  current->left = header.right;
  current->right = header.left;
  root = current;
}

static int insert(double key, int tag) {
  if (root) {
    splay_to(key);
    if (root->key == key) return 0;
  }
  Splay *node = GC_MALLOC(sizeof *node);
  node->key = key;
  node->payload = make_payload(PAYLOAD_DEPTH, tag);
  if (root && key > root->key) {
    node->left = root;
    node->right = root->right;
    root->right = 0;
  } else if (root) {
    node->right = root;
    node->left = root->left;
    root->left = 0;
  }
  root = node;
  return 1;
}

static void remove_key(double key) {
  splay_to(key);
  Splay *right = root->right;
  if (!root->left) {
    root = right;
    return;
  }
  root = root->left;
  splay_to(key);
  root->right = right;
}

static double greatest_below(double key) {
  splay_to(key);
  if (root->key < key || !root->left) return root->key;
  Splay *node = root->left;
  while (node->right) node = node->right;
  return node->key;
}

static double insert_new(uint32_t *state, int tag) {
  do *state = xorshift(*state);
  while (!insert(*state, tag));
  return *state;
}

void splay(void) {
  uint32_t state = SEED, check = 0;
  double longest = 0, started = now_ms();
  for (int i = 0; i < parameter("nodes"); i++) insert_new(&state, i);
  double settled = now_ms();
  for (long run = parameter("runs"); run > 0; run--) {
    double run_started = now_ms();
    for (int i = 0; i < MODIFICATIONS; i++) {
      double removed = greatest_below(insert_new(&state, i));
      remove_key(removed);
      check = check * 31 + (uint32_t)removed;
    }
    double took = now_ms() - run_started;
    if (took > longest) longest = took;
  }
  answer("\"check\":%d,\"setupMs\":%f,\"ms\":%f,\"longestRunMs\":%f", (int32_t)check,
         settled - started, now_ms() - settled, longest);
}
