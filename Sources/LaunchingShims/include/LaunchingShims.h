#ifndef LAUNCHING_SHIMS_H
#define LAUNCHING_SHIMS_H

#include <spawn.h>
#include <stdint.h>

/// Opens a pipe whose ends no other program inherits; returns 0, or the error number.
int launching_pipe(int ends[2]);

/// Opens an unnamed file in memory that no other program inherits; returns its descriptor, or minus the error number.
int launching_memory_file(void);

/// Lets the child enter `path` before it starts; returns 0, or the error number.
int launching_add_chdir(posix_spawn_file_actions_t *actions, const char *path);

/// Lets the child close all files from number `first` on before it starts; returns 0, or the error number.
int launching_add_close_from(posix_spawn_file_actions_t *actions, int first);

/// Reads CLOCK_MONOTONIC, in nanoseconds.
uint64_t launching_monotonic_now(void);

#endif
