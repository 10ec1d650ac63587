import threading

import watchdog


def handler(event, context):
    return 1


def check():
    return watchdog.check()


def check_in_thread(results):
    thread = threading.Thread(target=lambda: results.append(check()))
    thread.start()
    thread.join()
