// Swift's Glibc module is built without _GNU_SOURCE and does not see most of these calls.
#define _GNU_SOURCE
#include "LaunchingShims.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

int launching_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno; }

int launching_memory_file(void) {
  int file = memfd_create("standard input", MFD_CLOEXEC);
  return file >= 0 ? file : -errno;
}

int launching_add_chdir(posix_spawn_file_actions_t *actions, const char *path) {
  return posix_spawn_file_actions_addchdir_np(actions, path);
}

int launching_add_close_from(posix_spawn_file_actions_t *actions, int first) {
  return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

// Here because the type timespec belongs to a private module of Swift, which nobody may import.
uint64_t launching_monotonic_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}
