#ifndef SAMPLING_SHIMS_H
#define SAMPLING_SHIMS_H

#include <stddef.h>
#include <stdint.h>

/// A stretch of another process's memory.
struct SamplingPiece {
  uint64_t address;
  uint64_t length;
};

/// Copies pieces of a process's memory, one behind the other; returns the number of bytes copied before the first piece
/// that is not there, or minus the error number. At most 1024 pieces at a time.
long sampling_read(int32_t process, const struct SamplingPiece *pieces, size_t count, void *destination);

/// Reads CLOCK_MONOTONIC, in nanoseconds.
uint64_t sampling_now(void);

/// Sleeps until CLOCK_MONOTONIC shows a time, as exactly as the kernel can.
void sampling_sleep_until(uint64_t time);

#endif
