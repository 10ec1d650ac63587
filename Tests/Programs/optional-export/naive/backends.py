def names():
    return ["plain"]


def __getattr__(name):
    import importlib

    return importlib.import_module(name)
