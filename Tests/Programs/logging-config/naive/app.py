import logging
import logging.config


def handler(event, context):
    return 1


def fetch():
    import client

    return client.fetch()


def configure():
    logging.config.dictConfig({"version": 1, "root": {"level": "INFO"}})
