import app

app.count()
