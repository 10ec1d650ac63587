_commands = {}


def command(name):
    def enter(function):
        _commands[name] = function
        return function

    return enter


def run(name):
    return _commands[name]()
