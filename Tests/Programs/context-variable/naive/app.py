import contextvars


def handler(event, context):
    return 1


def current():
    import tenant

    return tenant.current.get("none")


def in_a_context():
    return contextvars.copy_context().run(current)
