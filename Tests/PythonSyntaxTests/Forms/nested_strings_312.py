"""F-strings since 3.12: the same quotes, backslashes and comments inside (PEP 701)."""
x = f"{a["b"]}{f"{c}"}{f"{f"{d}"}"}"
x = f"{'\n'.join(e)}{"\t" + f}"
x = f"{
    g  # a comment with "quotes" and }
    + h
}"
x = f'{i['j']!r:{k['l']}}'
x = f"{m:{n:{o}}}" f'{lambda_["p"]}'
x = f"""{q["""r"""]}"""
