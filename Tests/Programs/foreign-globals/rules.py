def evaluate(function):
    return function.__globals__["heavy"].work()
