"""Counts what a clock would feel: the import statements that an answer carries out, and whether it needs the library."""
import builtins

import app

count = 0
original = builtins.__import__


def counted(*arguments, **options):
    global count
    count += 1
    return original(*arguments, **options)


builtins.__import__ = counted
print(app.handler({"rows": 1000}, None), count < 10)
count = 0
print(app.handler({"special": [-1]}, None), count < 10)
