// The graphs of bench/subjects/mark.ts, and GC_gcollect on them. The index through which a graph is linked is
// uncollectable while it is built and freed before anything is measured.

#include "peer.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WALK 1000

typedef struct Triple {
  struct Triple *links[3];
  int32_t value;
} Triple;

// The root of the measured graph: a static, which the collector scans.
static void *root;

static int32_t *placement(long count, int is_shuffled) {
  int32_t *places = malloc(count * sizeof *places);
  for (long i = 0; i < count; i++) places[i] = i;
  uint32_t state = SEED;
  for (long i = count - 1; is_shuffled && i > 0; i--) {
    state = xorshift(state);
    long j = state % (i + 1);
    int32_t held = places[i];
    places[i] = places[j];
    places[j] = held;
  }
  return places;
}

static Node **make_nodes(Node **made, long count) {
  for (long i = 0; i < count; i++) {
    made[i] = GC_MALLOC(sizeof(Node));
    made[i]->value = i;
  }
  return made;
}

static int32_t fold(int32_t check, int32_t value) {
  return (int32_t)((uint32_t)check * 31u + (uint32_t)value);
}

static int32_t walk_nodes(Node *at) {
  int32_t check = 0;
  for (int step = 0; step < WALK && at; step++) {
    check = fold(check, at->value);
    Node *one = step % 2 ? at->right : at->left;
    at = one ? one : step % 2 ? at->left : at->right;
  }
  return check;
}

static int32_t walk_triples(Triple *at) {
  int32_t check = 0;
  for (int step = 0; step < WALK && at; step++) {
    check = fold(check, at->value);
    at = at->links[step % 3];
  }
  return check;
}

static int32_t walk_star(Node **star, long count) {
  int32_t check = 0;
  for (long step = 0; step < WALK && step < count; step++) check = fold(check, star[step]->value);
  return check;
}

static void link_tree(Node **made, long count, int is_shuffled) {
  int32_t *places = placement(count, is_shuffled);
  for (long i = 0; i < count; i++) {
    Node *node = made[places[i]];
    if (2 * i + 1 < count) node->left = made[places[2 * i + 1]];
    if (2 * i + 2 < count) node->right = made[places[2 * i + 2]];
  }
  root = made[places[0]];
  free(places);
}

static void make_triples(long count) {
  Triple **made = GC_MALLOC_UNCOLLECTABLE(count * sizeof *made);
  for (long i = 0; i < count; i++) {
    made[i] = GC_MALLOC(sizeof(Triple));
    made[i]->value = i;
  }
  int32_t *places = placement(count, 1);
  uint32_t state = SEED;
  for (long i = 0; i < count; i++) {
    Triple *triple = made[places[i]];
    triple->links[0] = made[places[(i + 1) % count]];
    state = xorshift(state);
    triple->links[1] = made[state % count];
    state = xorshift(state);
    triple->links[2] = made[state % count];
  }
  root = made[places[0]];
  free(places);
  GC_FREE(made);
}

static void make_linked(const char *shape, long count) {
  Node **made = make_nodes(GC_MALLOC_UNCOLLECTABLE(count * sizeof *made), count);
  if (strcmp(shape, "list") == 0) {
    for (long i = 0; i + 1 < count; i++) made[i]->left = made[i + 1];
    root = made[0];
  } else
    link_tree(made, count, strcmp(shape, "random") == 0);
  GC_FREE(made);
}

void mark(void) {
  const char *shape = text_parameter("shape");
  long count = parameter("n"), objects = count;
  size_t before = GC_get_heap_size() - GC_get_free_bytes();
  int is_star = strcmp(shape, "star") == 0, is_triple = strcmp(shape, "degree3") == 0;
  GC_disable();
  if (is_star) {
    root = make_nodes(GC_MALLOC(count * sizeof(Node *)), count);
    objects++;
  } else if (is_triple)
    make_triples(count);
  else
    make_linked(shape, count);
  GC_enable();
  double ms = time_collections(parameter("times"));
  double bytes = GC_get_heap_size() - GC_get_free_bytes() - before;
  int32_t check = is_star     ? walk_star(root, count)
                  : is_triple ? walk_triples(root)
                              : walk_nodes(root);
  answer("\"ms\":%f,\"objects\":%ld,\"bytesPerObject\":%f,\"check\":%d", ms, objects,
         bytes / objects, check);
}
