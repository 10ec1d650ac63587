// Swift's Glibc module is built without _GNU_SOURCE and does not see these calls.
#define _GNU_SOURCE
#include "SamplingShims.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/uio.h>
#include <time.h>

_Static_assert(sizeof(struct SamplingPiece) == sizeof(struct iovec), "a piece is laid out as the kernel wants it");

long sampling_read(int32_t process, const struct SamplingPiece *pieces, size_t count, void *destination) {
  size_t total = 0;
  for (size_t index = 0; index < count; index++) total += pieces[index].length;
  struct iovec local = {destination, total};
  ssize_t copied = process_vm_readv(process, &local, 1, (const struct iovec *)pieces, count, 0);
  return copied < 0 ? -errno : copied;
}

uint64_t sampling_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void sampling_sleep_until(uint64_t time) {
  // The kernel rounds a thread's timers by 50 µs unless it asks for better.
  prctl(PR_SET_TIMERSLACK, 1000, 0, 0, 0);
  struct timespec deadline = {(time_t)(time / 1000000000u), (long)(time % 1000000000u)};
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, NULL) == EINTR) {}
}
