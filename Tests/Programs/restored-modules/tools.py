import heavy


class Thing(heavy.Base):
    pass
