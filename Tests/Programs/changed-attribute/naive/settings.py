def title():
    return "shop"


def __getattr__(name):
    if name == "level":
        import tuning

        return tuning.level
    raise AttributeError(name)
