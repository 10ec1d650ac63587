import heavy

LIMIT = heavy.value
MODE = "plain"


def configure(mode):
    global MODE
    MODE = mode
