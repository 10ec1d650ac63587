import heavy


def total():
    return "fast", heavy.value
