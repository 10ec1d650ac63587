import multiprocessing
import os

import stock


def handler(event, context):
    return "ok"


def work(results):
    """What every worker does; it shares the pages of what its parent has loaded."""
    results.put((stock.loaded_by == os.getppid(), stock.items))


def serve():
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    workers = [context.Process(target=work, args=(results,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    found = [results.get() for _ in workers]
    for worker in workers:
        worker.join()
    return found
