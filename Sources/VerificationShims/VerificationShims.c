// In C because Foundation keeps times only to a fraction of a microsecond, and bytecode is valid for one exact time.
#define _GNU_SOURCE
#include "VerificationShims.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

// Returns 0, or the error number, negative where reading failed.
static int copy_bytes(int from, int to) {
  char buffer[1 << 16];
  for (;;) {
    ssize_t count = read(from, buffer, sizeof buffer);
    if (count == 0) return 0;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return -errno;
    for (ssize_t done = 0; done < count;) {
      ssize_t written = write(to, buffer + done, count - done);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return errno;
      done += written;
    }
  }
}

static int copy_opened(int from, int to, const struct stat *status) {
  if (ioctl(to, FICLONE, from) != 0) {
    int failure = copy_bytes(from, to);
    if (failure != 0) return failure;
  }
  if (fchmod(to, status->st_mode & 0777) != 0) return errno;
  const struct timespec times[2] = {status->st_atim, status->st_mtim};
  return futimens(to, times) == 0 ? 0 : errno;
}

int verification_copy_file(const char *from, const char *to) {
  int source = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (source < 0) return -errno;
  struct stat status;
  int failure = fstat(source, &status) == 0 ? 0 : -errno;
  int target = failure == 0 ? open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
  if (failure == 0 && target < 0) failure = errno;
  if (failure == 0) {
    failure = copy_opened(source, target, &status);
    // Network file systems tell only now that there is no room.
    if (close(target) != 0 && failure == 0) failure = errno;
    if (failure != 0) unlink(to);
  }
  close(source);
  return failure;
}

int verification_mode(const char *path) {
  struct stat status;
  return lstat(path, &status) == 0 ? (int)status.st_mode : -errno;
}

int verification_set_permissions(const char *path, int permissions) {
  return chmod(path, (mode_t)permissions) == 0 ? 0 : errno;
}
