import app

app.configure()
print(app.fetch())
