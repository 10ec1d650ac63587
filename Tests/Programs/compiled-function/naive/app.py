from numba import njit


@njit
def total(values):
    import heavy

    return sum(values) + heavy.value


def handler(event, context):
    return 1
