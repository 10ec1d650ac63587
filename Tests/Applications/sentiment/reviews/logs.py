"""Logging of the function: one line a record, to stderr, at the level that REVIEWS_LOG_LEVEL names.

Imported for its effect, before any other module of the package logs.
"""

import logging
import os

logging.basicConfig(
    level=os.environ.get("REVIEWS_LOG_LEVEL", "WARNING"),
    format="%(levelname)s %(name)s %(message)s",
)
