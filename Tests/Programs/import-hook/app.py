import sys

import heavy


class Watcher:
    def find_spec(self, name, path, target=None):
        self.last = (name, heavy.work())


def handler(event, context):
    return 1


def watch():
    sys.meta_path.insert(0, Watcher())
