import threading

import app

app.start()
thread = threading.Thread(target=print, args=("thread",))
thread.start()
thread.join()
threading.setprofile(None)
print(len(app.calls) > 0, "heavy" in dir(app))
