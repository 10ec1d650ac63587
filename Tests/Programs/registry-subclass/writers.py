class Writer:
    known = {}

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        Writer.known[cls.__name__] = cls
