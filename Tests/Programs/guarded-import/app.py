from typing import TYPE_CHECKING

import heavy

if TYPE_CHECKING:
    import stubs_only

if __name__ == "__main__":
    import heavy as main_heavy


def handler(event, context):
    return 1


def report() -> "stubs_only.Report":
    return heavy.work()
