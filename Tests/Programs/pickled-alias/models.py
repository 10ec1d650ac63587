import heavy


class Order:
    number = 6 + heavy.value
