// The records of the event log, defined once for the agent that writes them and the host that reads them.
//
// A log is one file header and then records, each on an 8-byte boundary, in the byte order of the machine. The file is
// reserved in zeroed blocks, so a record of size 0 is where the writer stopped. A reader skips records of a kind it
// does not know by their size; the version changes only when old records change their meaning.
#pragma once
#include "AgentABI.h"
#include <stdint.h>

static const uint64_t LIBPROF_LOG_MAGIC = 0x0a676f6c666f7270; /* "proflog\n" */
#define LIBPROF_LOG_VERSION 1

/// What became of the agent in this process.
enum LibprofAgentState {
  /// The interpreter has not come far enough to attach.
  LIBPROF_AGENT_WAITING = 0,
  LIBPROF_AGENT_ATTACHED = 1,
  /// Before CPython 3.8: no audit hooks.
  LIBPROF_AGENT_INTERPRETER_TOO_OLD = 2,
  LIBPROF_AGENT_FREE_THREADED = 3,
  /// `detail` names the symbol.
  LIBPROF_AGENT_SYMBOL_MISSING = 4,
  /// `detail` names the attribute of the import machinery.
  LIBPROF_AGENT_ATTRIBUTE_MISSING = 5,
};

struct LibprofLogHeader {
  uint64_t magic;
  uint32_t version;
  uint32_t header_size;
  int32_t process;
  int32_t parent;
  /// Monotonic clock in nanoseconds when the agent was loaded.
  uint64_t began;
  uint32_t state;
  /// 1 once the log could not grow: what follows was lost.
  uint32_t is_full;
  /// `Py_GetVersion()`, cut to fit.
  char interpreter[64];
  char detail[32];
};

enum LibprofRecordKind {
  LIBPROF_RECORD_STRING = 1,
  LIBPROF_RECORD_PHASE = 2,
  LIBPROF_RECORD_LOAD_BEGAN = 3,
  LIBPROF_RECORD_LOAD_ENDED = 4,
  LIBPROF_RECORD_IMPORT = 5,
  LIBPROF_RECORD_CALL = 6,
  LIBPROF_RECORD_END = 7,
  LIBPROF_RECORD_EFFECT = 8,
  LIBPROF_RECORD_EFFECTS_WATCHED = 9,
  LIBPROF_RECORD_REMARK = 13,
  LIBPROF_RECORD_INTERPRETER = 16,
  LIBPROF_RECORD_LINE = 17,
};

struct LibprofRecordHeader {
  /// Bytes of the whole record with padding; written last, so a record is there completely or not at all.
  uint32_t size;
  uint16_t kind;
  uint16_t flags;
};

/// Gives a string the number by which later records name it; the bytes (UTF-8 if possible) follow.
struct LibprofStringRecord {
  struct LibprofRecordHeader header;
  uint32_t string;
  uint32_t length;
};

enum LibprofPhase {
  LIBPROF_PHASE_INTERPRETER_START = 0,
  LIBPROF_PHASE_INITIALIZATION = 1,
  LIBPROF_PHASE_INVOCATION = 2,
  LIBPROF_PHASE_EXIT = 3,
};

struct LibprofPhaseRecord {
  struct LibprofRecordHeader header;
  uint32_t phase;
  /// String, 0 for none.
  uint32_t name;
  uint64_t time;
};

/// Times in nanoseconds, memory in bytes; loads count from 1, 0 is no load; strings count from 1, 0 is none.
struct LibprofLoadBeganRecord {
  struct LibprofRecordHeader header;
  uint32_t load;
  uint32_t parent;
  uint32_t name;
  uint32_t site_file;
  uint32_t site_line;
  uint32_t reserved;
  uint64_t time;
  uint64_t cpu;
  int64_t resident;
};

enum LibprofLoaderKind {
  LIBPROF_LOADER_OTHER = 0,
  LIBPROF_LOADER_SOURCE = 1,
  LIBPROF_LOADER_CACHED_BYTECODE = 2,
  LIBPROF_LOADER_EXTENSION = 3,
  LIBPROF_LOADER_BUILT_IN = 4,
  LIBPROF_LOADER_FROZEN = 5,
  LIBPROF_LOADER_NAMESPACE = 6,
  LIBPROF_LOADER_ZIP = 7,
};

struct LibprofLoadEndedRecord {
  struct LibprofRecordHeader header;
  uint32_t load;
  uint32_t file;
  uint32_t loader;
  uint32_t succeeded;
  uint64_t time;
  uint64_t cpu;
  int64_t resident;
};

struct LibprofImportRecord {
  struct LibprofRecordHeader header;
  uint32_t load;
  uint32_t site_file;
  uint32_t site_line;
  /// The name as written, without leading dots.
  uint32_t target;
  /// The importing package for a relative import, else 0.
  uint32_t package;
  uint32_t level;
  /// The names after `from … import`, joined by newlines; 0 for none. A star import that was carried out has a second
  /// record, with the names that it binds after the `*`.
  uint32_t names;
  /// 1 for a lazy import (PEP 810), which has loaded nothing yet.
  uint16_t is_lazy;
  /// 1 for a statement in a module's body outside of any load: one of the program's own.
  uint16_t is_outermost;
};

/// Where counting stops.
static const uint32_t LIBPROF_COUNT_LIMIT = 1000000;

struct LibprofCallRecord {
  struct LibprofRecordHeader header;
  uint32_t load;
  uint32_t file;
  uint32_t line;
  uint32_t name;
  /// 0 for the body of a module or class.
  uint32_t is_function;
  /// How often it ran in this phase outside of loads, up to a limit; 0 where calls are not counted.
  uint32_t count;
  uint64_t time;
};

enum LibprofRemark {
  /// The program set a profile function: before 3.12 it takes the place of the agent's on its thread.
  LIBPROF_REMARK_PROFILE_HOOK_LOST = 1,
  /// Every number that belongs to nobody is taken in `sys.monitoring`.
  LIBPROF_REMARK_NO_TOOL_NUMBER = 2,
  /// The program set a trace function: before 3.12 it takes the place of the agent's on its thread.
  LIBPROF_REMARK_TRACE_HOOK_LOST = 3,
};

struct LibprofRemarkRecord {
  struct LibprofRecordHeader header;
  uint32_t remark;
  uint32_t reserved;
};

/// A line of a function that ran, once for each phase, and once more when it first ran outside of loads.
struct LibprofLineRecord {
  struct LibprofRecordHeader header;
  uint32_t file;
  uint32_t line;
  uint32_t is_in_load;
  uint32_t reserved;
};

struct LibprofEndRecord {
  struct LibprofRecordHeader header;
  uint64_t time;
};

/// What a load can change outside of the module it loads.
enum LibprofEffectKind {
  /// An attribute of another module; the subject is `module.attribute`.
  LIBPROF_EFFECT_MODULE_ATTRIBUTE = 1,
  LIBPROF_EFFECT_BUILTIN = 2,
  LIBPROF_EFFECT_SEARCH_PATH = 3,
  /// Replaced: put before others.
  LIBPROF_EFFECT_IMPORT_HOOK = 4,
  /// An attribute of `sys`, a trace or profile function, the recursion limit, the switch interval.
  LIBPROF_EFFECT_SYSTEM = 5,
  LIBPROF_EFFECT_CODEC = 6,
  LIBPROF_EFFECT_PICKLING = 7,
  /// `ABCMeta.register`; the subject is the abstract class, the detail the registered one.
  LIBPROF_EFFECT_ABSTRACT_CLASS = 8,
  LIBPROF_EFFECT_EXIT_FUNCTION = 9,
  LIBPROF_EFFECT_SIGNAL = 10,
  LIBPROF_EFFECT_WARNING_FILTER = 11,
  /// The subject is the logger, `root` for the root logger.
  LIBPROF_EFFECT_LOGGING = 12,
  LIBPROF_EFFECT_ENVIRONMENT = 13,
  LIBPROF_EFFECT_DIRECTORY = 14,
  LIBPROF_EFFECT_LOCALE = 15,
  LIBPROF_EFFECT_THREAD = 16,
  LIBPROF_EFFECT_CHILD = 17,
  LIBPROF_EFFECT_FILE = 18,
  LIBPROF_EFFECT_SOCKET = 19,
  /// Another object under a loaded module's name in `sys.modules`.
  LIBPROF_EFFECT_MODULE_REPLACED = 20,
};

enum LibprofEffectChange {
  /// Something was done that leaves no entry behind.
  LIBPROF_CHANGE_DONE = 0,
  LIBPROF_CHANGE_ADDED = 1,
  LIBPROF_CHANGE_REPLACED = 2,
  LIBPROF_CHANGE_REMOVED = 3,
};

/// Something that a load changed outside of its module; loads inside it have records of their own.
struct LibprofEffectRecord {
  struct LibprofRecordHeader header;
  uint32_t load;
  uint16_t kind;
  uint16_t change;
  uint32_t subject;
  uint32_t detail;
};

/// From here on the effects of every load are noted.
struct LibprofEffectsWatchedRecord {
  struct LibprofRecordHeader header;
  /// 1 if changed dictionaries show by their version tag, 0 if all have to be compared.
  uint32_t has_version_tags;
  uint32_t reserved;
};

/// Where a sampler outside of the process begins to read; the first record of every log, so that it is found at once.
struct LibprofInterpreterRecord {
  struct LibprofRecordHeader header;
  /// The address of `_PyRuntime` in the process.
  uint64_t runtime;
};

_Static_assert(sizeof(struct LibprofInterpreterRecord) == 16, "the layout of a record is fixed");
_Static_assert(sizeof(struct LibprofLogHeader) == 136, "the layout of the log's head is fixed");
_Static_assert(sizeof(struct LibprofRecordHeader) == 8, "the layout of a record's head is fixed");
_Static_assert(sizeof(struct LibprofStringRecord) == 16, "the layout of a record is fixed");
_Static_assert(sizeof(struct LibprofPhaseRecord) == 24, "the layout of a record is fixed");
_Static_assert(sizeof(struct LibprofLoadBeganRecord) == 56, "the layout of a record is fixed");
_Static_assert(sizeof(struct LibprofLoadEndedRecord) == 48, "the layout of a record is fixed");
_Static_assert(sizeof(struct LibprofImportRecord) == 40, "the layout of a record is fixed");
_Static_assert(sizeof(struct LibprofCallRecord) == 40, "the layout of a record is fixed");
_Static_assert(sizeof(struct LibprofRemarkRecord) == 16, "the layout of a record is fixed");
_Static_assert(sizeof(struct LibprofLineRecord) == 24, "the layout of a record is fixed");
_Static_assert(sizeof(struct LibprofEndRecord) == 16, "the layout of a record is fixed");
_Static_assert(sizeof(struct LibprofEffectRecord) == 24, "the layout of a record is fixed");
_Static_assert(sizeof(struct LibprofEffectsWatchedRecord) == 16, "the layout of a record is fixed");

// The environment through which the host tells the agent what to do.
#define LIBPROF_ENVIRONMENT_LOGS "LIBPROF_AGENT_LOGS"     /* folder for the logs; without it the agent does nothing */
#define LIBPROF_ENVIRONMENT_PROBES "LIBPROF_AGENT_PROBES" /* "imports", with "memory", "calls", "counts", "effects", "lines" */
