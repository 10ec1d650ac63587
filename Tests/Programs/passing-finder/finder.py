import importlib.abc
import importlib.util
import sys


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        return importlib.util.spec_from_loader(name, self) if name == "generated" else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        import heavy

        module.work = heavy.work


def install():
    sys.meta_path.append(Finder())


def remove():
    sys.meta_path.pop()
