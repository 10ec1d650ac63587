import app

# Written when the class was still defined in `app`.
print(app.handler({"data": b"capp\nOrder\n(tR."}, None))
