import socket

import heavy

socket.setdefaulttimeout(2 + heavy.value)


def connect():
    return heavy.work()
