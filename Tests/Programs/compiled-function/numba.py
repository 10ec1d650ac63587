"""Compiles functions as the library of this name does: without imports."""

import dis


def njit(function):
    def compiled(*arguments):
        for instruction in dis.get_instructions(function):
            if instruction.opname == "IMPORT_NAME":
                raise TypeError("import is not supported in compiled functions")
        return function(*arguments)

    return compiled
