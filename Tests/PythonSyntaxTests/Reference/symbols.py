"""Prints what CPython's own symbol table says of files, one line per scope.

    F <path>
    <kind> <name> <line> <name>:<where> ...

Files that this interpreter does not compile are left out.
"""
import _symtable
import sys
import warnings

warnings.simplefilter("ignore")

SCOPE_MASK = 15
SCOPE_OFFSET = getattr(_symtable, "SCOPE_OFF", 12)
WHERE = {1: "local", 2: "globalExplicit", 3: "globalImplicit", 4: "free", 5: "local"}
TYPES = {
    getattr(_symtable, constant): name
    for constant, name in [
        ("TYPE_MODULE", "module"),
        ("TYPE_CLASS", "class"),
        ("TYPE_FUNCTION", "function"),
        ("TYPE_TYPE_PARAM", "typeParameters"),
        ("TYPE_TYPE_PARAMETERS", "typeParameters"),
        ("TYPE_TYPE_ALIAS", "typeAlias"),
        ("TYPE_TYPE_VAR_BOUND", "typeBound"),
        ("TYPE_TYPE_VARIABLE", "typeBound"),
        ("TYPE_ANNOTATION", "annotation"),
    ]
    if hasattr(_symtable, constant)
}
KINDS = {
    "lambda": "lambda",
    "listcomp": "listComprehension",
    "setcomp": "setComprehension",
    "dictcomp": "dictionaryComprehension",
    "genexpr": "generatorExpression",
}


def lines(table):
    kind = TYPES[table.type]
    name = table.name
    if kind == "annotation":
        return
    # A function may be called `listcomp`, too; only a comprehension has the hidden parameter.
    if kind == "function" and name.strip("<>") in KINDS and (".0" in table.symbols or name.strip("<>") == "lambda"):
        kind = KINDS[name.strip("<>")]
    if kind == "module":
        name = "top"
    names = sorted(
        f"{symbol}:{WHERE[flags >> SCOPE_OFFSET & SCOPE_MASK]}"
        for symbol, flags in table.symbols.items()
        if flags >> SCOPE_OFFSET & SCOPE_MASK
    )
    yield " ".join([kind, name, str(table.lineno), *names])
    for child in table.children:
        yield from lines(child)


sys.setrecursionlimit(10_000)
out = open(sys.stdout.fileno(), "w", encoding="utf-8", closefd=False, errors="surrogateescape")
for path in sys.stdin.read().splitlines():
    try:
        with open(path, "rb") as file:
            table = _symtable.symtable(file.read(), path, "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        continue
    print("F", path, file=out)
    for line in lines(table):
        print(line, file=out)
out.flush()
