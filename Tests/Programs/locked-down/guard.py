import sys


def refuse(event, arguments):
    if event == "import":
        raise ImportError(f"{arguments[0]}: no imports any more")


def lock_down():
    sys.addaudithook(refuse)
