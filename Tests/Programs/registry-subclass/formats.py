import heavy
from writers import Writer


class Workbook(Writer):
    kind = heavy.Base

    def write(self):
        return heavy.work()
