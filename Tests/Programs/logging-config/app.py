import logging
import logging.config

import client


def handler(event, context):
    return 1


def fetch():
    return client.fetch()


def configure():
    logging.config.dictConfig({"version": 1, "root": {"level": "INFO"}})
