// CPython's stable ABI, seen as types and prototypes. Nothing here is linked: the symbols stay undefined in the
// agent and bind to whichever interpreter loads it.
#define Py_LIMITED_API 0x03090000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
