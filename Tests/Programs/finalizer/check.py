import app

app.connect()
