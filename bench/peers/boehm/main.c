// The measured process of Boehm's collector: build/peers/boehm program name=value …

#include "peer.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static int argument_count;
static char **arguments;

const char *text_parameter(const char *name) {
  size_t length = strlen(name);
  for (int i = 2; i < argument_count; i++)
    if (strncmp(arguments[i], name, length) == 0 && arguments[i][length] == '=')
      return arguments[i] + length + 1;
  fprintf(stderr, "the parameter %s= is missing\n", name);
  exit(2);
}

long parameter(const char *name) { return strtol(text_parameter(name), NULL, 10); }

double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

uint32_t xorshift(uint32_t state) {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state;
}

static int compare(const void *a, const void *b) {
  double difference = *(const double *)a - *(const double *)b;
  return difference < 0 ? -1 : difference > 0;
}

double median(double *samples, int count) {
  qsort(samples, count, sizeof *samples, compare);
  return count % 2 ? samples[count / 2] : (samples[count / 2 - 1] + samples[count / 2]) / 2;
}

double time_collections(int times) {
  double samples[times];
  for (int i = -2; i < times; i++) {
    double started = now_ms();
    GC_gcollect();
    if (i >= 0) samples[i] = now_ms() - started;
  }
  return median(samples, times);
}

void answer(const char *format, ...) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  unsigned version = GC_get_version();
  va_list figures;
  va_start(figures, format);
  printf("{");
  vprintf(format, figures);
  printf(",\"peakRssBytes\":%ld,\"version\":%u.%u}\n", usage.ru_maxrss * 1024L, version >> 16,
         version >> 8 & 255);
  va_end(figures);
}

int main(int count, char **given) {
  static const struct {
    const char *name;
    void (*run)(void);
  } programs[] = {{"mark", mark},       {"build", build}, {"binary-trees", binary_trees},
                  {"gcbench", gcbench}, {"splay", splay}};
  argument_count = count;
  arguments = given;
  GC_INIT();
  for (size_t i = 0; count > 1 && i < sizeof programs / sizeof *programs; i++)
    if (strcmp(given[1], programs[i].name) == 0) {
      programs[i].run();
      return 0;
    }
  fprintf(stderr, "usage: boehm program name=value ...\n");
  return 2;
}
