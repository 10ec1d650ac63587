import socket


def handler(event, context):
    return 1


def timeout():
    return socket.getdefaulttimeout()


def connect():
    import network

    return network.connect()
