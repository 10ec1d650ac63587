import sys


class Watcher:
    def find_spec(self, name, path, target=None):
        import heavy

        self.last = (name, heavy.work())


def handler(event, context):
    return 1


def watch():
    sys.meta_path.insert(0, Watcher())
