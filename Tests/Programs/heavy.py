"""Stands for a large library: importing it takes its time."""

import time

time.sleep(0.03)

value = 1


class Base:
    pass


class Error(Exception):
    pass


def work():
    return value
