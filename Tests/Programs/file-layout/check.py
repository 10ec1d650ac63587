import app

with open("app.py", "rb") as file:
    source = file.read()
print(ascii(app.__doc__), ascii(app.report.__doc__), ascii(app.report()), source.count(b"\r\n") == source.count(b"\n"))
