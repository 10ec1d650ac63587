"""``python -m weatherlog``."""

import sys

from weatherlog.cli import main

if __name__ == "__main__":
    sys.exit(main())
