import CPython

/// Whether an attribute is state that the standard library makes when it is first needed: whoever needs it next makes it.
func isLazyState(_ attribute: UnsafeBufferPointer<UInt8>, of module: UnsafeBufferPointer<UInt8>) -> Bool {
  for name in interpreterAttributes where attribute.is(name) { return true }
  for entry in lazyAttributes where module.is(entry.module) && attribute.is(entry.attribute) { return true }
  return module.begins(with: "_frozen_importlib") || module.begins(with: "importlib._bootstrap")
}

/// What the interpreter itself writes into modules.
private let interpreterAttributes: [StaticString] = [
  "__warningregistry__", "__builtins__", "__annotations__", "__spec__", "__cached__", "__conditional_annotations__",
]

/// Caches and counters; a further line needs the reason for which nobody can tell the difference.
private let lazyAttributes: [(module: StaticString, attribute: StaticString)] = [
  // `catch_warnings` puts a copy in the list's place; what is in the list is compared on its own.
  ("warnings", "filters"), ("warnings", "_filters_version"), ("_warnings", "filters"),
  // The last uncaught exception and the value of the last interactive line.
  ("sys", "last_type"), ("sys", "last_value"), ("sys", "last_traceback"), ("sys", "last_exc"),
  // Filled from files or the platform at first use.
  ("mimetypes", "_db"), ("mimetypes", "inited"), ("mimetypes", "suffix_map"), ("mimetypes", "encodings_map"),
  ("mimetypes", "types_map"), ("mimetypes", "common_types"), ("platform", "_uname_cache"),
  ("platform", "_sys_version_cache"), ("tempfile", "tempdir"), ("tempfile", "_name_sequence"),
  ("sysconfig", "_CONFIG_VARS"), ("sysconfig", "_CONFIG_VARS_INITIALIZED"), ("sysconfig", "_PY_VERSION"),
  // `tzset` makes them anew from the same zone.
  ("time", "tzname"), ("time", "timezone"), ("time", "altzone"), ("time", "daylight"),
  ("random", "_urandom"), ("uuid", "_node"), ("uuid", "_last_timestamp"), ("locale", "_override_localeconv"),
  ("ctypes.util", "_findLib_ld"), ("linecache", "cache"), ("re", "_cache"), ("re", "_MAXCACHE"),
  ("sre_compile", "_cache"),
  ("_strptime", "_TimeRE_cache"), ("_strptime", "_regex_cache"), ("zoneinfo._tzpath", "TZPATH"),
  // A version that numbers the registrations of abstract classes, and a lock's owner while an import runs.
  ("_py_abc", "_abc_invalidation_counter"), ("threading", "_counter"), ("os", "_wrap_close"),
  // Counters for the names of threads and executors.
  ("concurrent.futures.thread", "_counter"), ("weakref", "_index"),
  // A pattern that is compiled at first use.
  ("dataclasses", "_MODULE_IDENTIFIER_RE"),
]

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes are exactly a text.
  func `is`(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && begins(with: text)
  }

  /// Whether two texts have the same bytes.
  func `is`(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    count == other.count && zip(self, other).allSatisfy { $0 == $1 }
  }
}
