_listeners = {}


def listen(name, function):
    _listeners.setdefault(name, []).append(function)


def send(name):
    return [function() for function in _listeners.get(name, [])]
