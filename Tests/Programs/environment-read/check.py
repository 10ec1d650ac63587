import app

app.switch("abroad")
print(app.connect())
