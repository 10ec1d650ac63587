pending = ["fast"]


def __getattr__(name):
    if name == "total":
        if "fast" in pending:
            from shop.fast import total
        else:
            from shop.slow import total
        return total
    raise AttributeError(name)


pending.clear()
NAME = "shop"
