import functools


@functools.singledispatch
def render(value):
    return str(value)
