// The libc that the agent uses, and the few things Embedded Swift cannot spell: variadic calls, thread-local storage,
// macros with casts.
#pragma once
// As Python.h does, so that both see the same C library.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/// Looks a symbol up in the whole process.
void *agent_symbol(const char *name);

/// Writes the name of this process's log into `path`.
void agent_log_name(char *path, size_t capacity, const char *folder, uint64_t clock);
/// A fresh file with reserved bytes, mapped for writing; NULL if there is no room or no permission.
void *agent_log_create(const char *path, size_t size);
/// Reserves and maps more of it; NULL (the old mapping stays) if there is no room.
void *agent_log_grow(const char *path, void *mapping, size_t old_size, size_t new_size);
/// Lets go of the whole pages between two places, which are written and will not be again; returns where they end.
size_t agent_log_release(void *mapping, size_t from, size_t to);
/// Cuts the file to what was written and lets go of it.
void agent_log_close(const char *path, void *mapping, size_t mapped, size_t written);
/// Lets go of the parent's log in a forked child, leaving the file alone.
void agent_log_abandon(void *mapping, size_t mapped);

/// Zeroed memory of whole pages; NULL if there is none.
void *agent_pages(size_t size);
void agent_pages_free(void *pages, size_t size);

/// Nanoseconds of the monotonic clock.
uint64_t agent_clock(void);
/// CPU nanoseconds of the calling thread.
uint64_t agent_thread_cpu(void);
/// Resident bytes of the process, at most 1 ms old.
int64_t agent_resident_bytes(void);

/// `PyMemAllocatorEx`, which the limited headers of Python leave out.
struct AgentAllocator {
  void *context;
  void *(*allocate)(void *context, size_t size);
  void *(*allocate_zeroed)(void *context, size_t count, size_t size);
  void *(*resize)(void *context, void *block, size_t size);
  void (*free)(void *context, void *block);
};

/// The load under way in the calling thread; 0 outside of loads.
uint32_t agent_current_load(void);
void agent_set_current_load(uint32_t load);
/// The name of the module whose code the load under way has yet to run, 0 for none; returns what was there before.
uint32_t agent_exchange_awaited(uint32_t name);

/// The process's environment, `NAME=value` each, ended by NULL.
char **agent_environment(void);
/// The working folder in a buffer; 0 if there is none.
int agent_directory(char *path, size_t capacity);
/// The name of the locale of all categories.
const char *agent_locale(void);
/// Whether the import under way in the calling thread has been noted already; returns what was said before.
bool agent_exchange_announced(bool value);
bool agent_is_directory(const char *path);
