import app

with open("app.py", encoding="latin-1") as file:
    print("f\u00fcr Gr\u00f6\u00dfen" in file.read(), ascii(app.report()))
