import heavy

LIMIT = heavy.value + 1
MODE = "plain"


def configure(mode):
    global MODE
    MODE = mode
