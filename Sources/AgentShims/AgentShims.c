#include "AgentShims.h"
#include <fcntl.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <time.h>

// The oldest version of dlsym, so that an agent linked on a new system loads on an old one.
__asm__(".symver dlsym, dlsym@GLIBC_2.2.5");

void *agent_symbol(const char *name) { return dlsym(RTLD_DEFAULT, name); }

void agent_log_name(char *path, size_t capacity, const char *folder, uint64_t clock) {
  snprintf(path, capacity, "%s/%d-%llu.events", folder, (int)getpid(), (unsigned long long)clock);
}

// Beyond the limit of file sizes the kernel would send SIGXFSZ, which ends a program that does not expect it.
static int reserve(int file, size_t from, size_t to) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY && to > limit.rlim_cur) return -1;
  return posix_fallocate(file, from, to - from);
}

// No descriptor stays open: programs close those they do not know and would write into what gets the number next.
// Room is reserved before it is mapped: on a full disk a write to a sparse mapping would end the program by SIGBUS.
void *agent_log_create(const char *path, size_t size) {
  int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return NULL;
  void *mapping = MAP_FAILED;
  if (reserve(file, 0, size) == 0) mapping = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  // A file that stays empty would be one more thing to explain.
  if (mapping == MAP_FAILED) unlink(path);
  return mapping == MAP_FAILED ? NULL : mapping;
}

void *agent_log_grow(const char *path, void *mapping, size_t old_size, size_t new_size) {
  int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return NULL;
  int refused = reserve(file, old_size, new_size);
  close(file);
  if (refused) return NULL;
  void *moved = mremap(mapping, old_size, new_size, MREMAP_MAYMOVE);
  return moved == MAP_FAILED ? NULL : moved;
}

// What was written stays in the file's pages, in the kernel's cache; only the process no longer counts them as its own.
size_t agent_log_release(void *mapping, size_t from, size_t to) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  // The first page holds the head, the last one is not full yet.
  if (from < page) from = page;
  to -= to % page;
  if (to > from && madvise((char *)mapping + from, to - from, MADV_DONTNEED) == 0) return to;
  return from;
}

void agent_log_close(const char *path, void *mapping, size_t mapped, size_t written) {
  munmap(mapping, mapped);
  if (truncate(path, written) != 0) { /* the zeroes behind the last record say the same */ }
}

void agent_log_abandon(void *mapping, size_t mapped) { munmap(mapping, mapped); }

void *agent_pages(size_t size) {
  void *pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return pages == MAP_FAILED ? NULL : pages;
}

void agent_pages_free(void *pages, size_t size) { munmap(pages, size); }

static uint64_t read_clock(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t agent_clock(void) { return read_clock(CLOCK_MONOTONIC); }
uint64_t agent_thread_cpu(void) { return read_clock(CLOCK_THREAD_CPUTIME_ID); }

// Reading takes longer than most loads of small modules, and many begin where another one has just ended: what was read a
// moment ago still holds.
static const uint64_t resident_lifetime = 1000000;

int64_t agent_resident_bytes(void) {
  static int64_t resident;
  static uint64_t read_at;
  uint64_t now = agent_clock();
  if (now - read_at < resident_lifetime) return resident;
  read_at = now;
  int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  char text[64];
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  if (length <= 0) return 0;
  text[length] = 0;
  const char *field = strchr(text, ' ');
  resident = field ? strtoll(field, NULL, 10) * sysconf(_SC_PAGESIZE) : 0;
  return resident;
}

// Swift's runtime asks for it; the C library has it only from 2.36 on.
__attribute__((visibility("hidden"))) void arc4random_buf(void *bytes, size_t count) {
  if (getrandom(bytes, count, 0) < 0) { /* used for hash seeds only */ }
}

static _Thread_local uint32_t current_load;
uint32_t agent_current_load(void) { return current_load; }
void agent_set_current_load(uint32_t load) { current_load = load; }

static _Thread_local uint32_t awaited;
uint32_t agent_exchange_awaited(uint32_t name) {
  uint32_t before = awaited;
  awaited = name;
  return before;
}

static _Thread_local bool announced;
bool agent_exchange_announced(bool value) {
  bool before = announced;
  announced = value;
  return before;
}
// Weak, so that the agent's tests can use the shims without the agent.
__attribute__((weak)) void libprof_agent_loaded(void);
__attribute__((weak)) void libprof_agent_unloaded(void);
__attribute__((weak)) void libprof_agent_forked(void);

__attribute__((constructor)) static void loaded(void) {
  if (!libprof_agent_loaded) return;
  libprof_agent_loaded();
  pthread_atfork(NULL, NULL, libprof_agent_forked);
}

__attribute__((destructor)) static void unloaded(void) {
  if (libprof_agent_unloaded) libprof_agent_unloaded();
}

extern char **environ;
char **agent_environment(void) { return environ; }
int agent_directory(char *path, size_t capacity) { return getcwd(path, capacity) != NULL; }
const char *agent_locale(void) { return setlocale(LC_ALL, NULL); }
// Not by stat, which is a symbol of glibc only from 2.33 on.
bool agent_is_directory(const char *path) {
  int file = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
  return file >= 0 && close(file) == 0;
}
