"""Prints what CPython's own `ast` says of the imports and names of files.

    F <path> <digest of all names>
    I <line>:<column>-<line>:<column> <level> <module or -> <name[=alias],...> <nesting,...>

Columns count bytes from 0. A name is its place and whether it is read (0), bound (1) or deleted (2). With `--names` each
stands on a line of its own. Files that this interpreter does not compile, or whose columns are none of the file's bytes
because it is not UTF-8, are left out.
"""
import ast
import sys
import warnings

warnings.simplefilter("ignore")
BROAD = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}


def identifiers(node):
    for child in ast.walk(node):
        if isinstance(child, ast.Name):
            yield child.id
        elif isinstance(child, ast.Attribute):
            yield child.attr


def guard(test, aliases):
    """What the block below a condition is kept for, and its `else`."""
    negated = False
    while isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        negated = not negated
        test = test.operand
    name = test.id if isinstance(test, ast.Name) else test.attr if isinstance(test, ast.Attribute) else ""
    if name == "TYPE_CHECKING" or isinstance(test, ast.Name) and name in aliases:
        return ("conditional", "typeChecking") if negated else ("typeChecking", "conditional")
    if not negated and isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
        sides = [test.left, test.comparators[0]]
        names = [side.id for side in sides if isinstance(side, ast.Name)]
        texts = [side.value for side in sides if isinstance(side, ast.Constant)]
        if names == ["__name__"] and texts == ["__main__"]:
            return "mainGuard", "conditional"
    return "conditional", "conditional"


def blocks(node, aliases):
    """The blocks of a compound statement, each with what it means to stand in it."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        yield node.body, {"function"}
    elif isinstance(node, ast.ClassDef):
        yield node.body, {"class"}
    elif isinstance(node, ast.If):
        then, otherwise = guard(node.test, aliases)
        yield node.body, {then}
        # An `elif` is a condition of its own, and stands in the `else` of the one before all the same.
        yield node.orelse, {otherwise}
    elif isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
        yield node.body, {"loop"}
        yield node.orelse, {"elseClause"}
    elif isinstance(node, (ast.With, ast.AsyncWith)):
        suppresses = any("suppress" in set(identifiers(item.context_expr)) for item in node.items)
        yield node.body, {"with", "suppress"} if suppresses else {"with"}
    elif isinstance(node, (ast.Try, getattr(ast, "TryStar", ast.Try))):
        probes = any(h.type is None or BROAD & set(identifiers(h.type)) for h in node.handlers)
        yield node.body, {"tryBody", "importProbe"} if probes else {"tryBody"}
        for handler in node.handlers:
            yield handler.body, {"exceptHandler"}
        yield node.orelse, {"elseClause"}
        yield node.finalbody, {"finallyClause"}
    elif isinstance(node, ast.Match):
        for case in node.cases:
            yield case.body, {"match"}


def imports(body, nesting, aliases):
    for node in body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = ",".join(n.name + (f"={n.asname}" if n.asname else "") for n in node.names)
            aliases.update(n.asname for n in node.names if n.name == "TYPE_CHECKING" and n.asname)
            level = getattr(node, "level", 0)
            module = "" if isinstance(node, ast.Import) else "." * level + (node.module or "")
            place = f"{node.lineno}:{node.col_offset}-{node.end_lineno}:{node.end_col_offset}"
            yield f"I {place} {module or '-'} {names} {','.join(sorted(nesting)) or '-'}"
        for block, more in blocks(node, aliases):
            yield from imports(block, nesting | more, aliases)


def places(tree):
    undone = set()
    for node in ast.walk(tree):
        # `(x): int` does nothing to x.
        if isinstance(node, ast.AnnAssign) and not node.simple and node.value is None:
            undone.add(node.target)
        # `x += 1` reads x as well.
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            yield node.target.lineno << 32 | node.target.col_offset << 2
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node not in undone:
            kind = 0 if isinstance(node.ctx, ast.Load) else 1 if isinstance(node.ctx, ast.Store) else 2
            yield node.lineno << 32 | node.col_offset << 2 | kind


sys.setrecursionlimit(10_000)
shows_names = "--names" in sys.argv
out = open(sys.stdout.fileno(), "w", encoding="utf-8", closefd=False, errors="surrogateescape")
for path in sys.stdin.read().splitlines():
    try:
        with open(path, "rb") as file:
            data = file.read()
        data.decode("utf-8")
        if data.startswith(b"\xef\xbb\xbf") or b"\r" in data.replace(b"\r\n", b"") or b"\x0c" in data:
            continue
        tree = ast.parse(data, path)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        continue
    names = sorted(set(places(tree)))
    digest = 0xCBF29CE484222325
    for place in names:
        digest = (digest ^ place) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    print("F", path, digest, file=out)
    for line in sorted(imports(tree.body, frozenset(), set())):
        print(line, file=out)
    if shows_names:
        for place in names:
            print(f"N {place >> 32}:{place >> 2 & 0x3FFFFFFF} {place & 3}", file=out)
out.flush()
