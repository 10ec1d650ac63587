class Registering(type):
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        if bases:
            cls.known[name] = cls


class Writer(metaclass=Registering):
    known = {}


class PlainWriter(Writer):
    pass
