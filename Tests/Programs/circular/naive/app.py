def handler(event, context):
    return 1


def total():
    import orders

    return orders.total()


def customer():
    import customers

    return customers.name()
