import os

import client

os.environ["REGION"] = "abroad"


def handler(event, context):
    return 1


def connect():
    return client.region()
