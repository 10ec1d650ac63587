import heavy
from numba import njit


@njit
def total(values):
    return sum(values) + heavy.value


def handler(event, context):
    return 1
