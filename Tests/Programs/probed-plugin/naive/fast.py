def run():
    import heavy

    return heavy.work()
