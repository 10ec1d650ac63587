import os

import client


def handler(event, context):
    return 1


def connect():
    return client.region()


def switch(region):
    os.environ["REGION"] = region
