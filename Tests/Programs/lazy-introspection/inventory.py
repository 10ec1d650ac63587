import sys
import types


def modules(name):
    return sorted(key for key, value in vars(sys.modules[name]).items() if isinstance(value, types.ModuleType))
