LIMIT = 1


def __getattr__(name):
    if name == "orders":
        from importlib import import_module

        return import_module("shop.orders")
    raise AttributeError(name)


LIMIT = 2
