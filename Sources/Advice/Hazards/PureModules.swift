/// Modules of the standard library that are known to do nothing but define things when they are loaded.
enum PureModules {
  private static let names: Set<String> = [
    "abc", "argparse", "array", "ast", "base64", "bisect", "calendar", "cmath", "collections", "collections.abc",
    "configparser", "contextlib", "csv", "dataclasses", "datetime", "decimal", "difflib", "enum", "fractions",
    "functools",
    "glob", "hashlib", "heapq", "hmac", "html", "html.parser", "io", "itertools", "json", "math", "numbers", "operator",
    "os", "os.path", "pathlib", "pprint", "random", "re", "shlex", "shutil", "statistics", "string", "struct", "sys",
    "tempfile", "textwrap", "time", "types", "typing", "unicodedata", "urllib.parse", "uuid", "xml.etree.ElementTree",
    "zipfile", "zlib",
  ]

  static func contains(_ module: String) -> Bool { names.contains(module) }
}
