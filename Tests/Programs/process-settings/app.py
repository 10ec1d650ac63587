import socket

import network


def handler(event, context):
    return 1


def timeout():
    return socket.getdefaulttimeout()


def connect():
    return network.connect()
