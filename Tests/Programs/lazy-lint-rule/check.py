"""Does what a linter does that the project has told to allow no import inside functions."""
import ast

import app

with open("app.py", encoding="utf-8") as file:
    tree = ast.parse(file.read())
functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
found = [node.lineno for function in functions for node in ast.walk(function) if isinstance(node, ast.Import)]
print(app.report(), "no import inside functions" if not found else "PLC0415")
