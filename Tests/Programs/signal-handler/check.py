import app

results = []
app.check_in_thread(results)
print(results)
