import logging

import heavy

log = logging.getLogger(__name__)


def fetch():
    return log.disabled
