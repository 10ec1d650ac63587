import wires

name = "compatibility"
wires.connect = lambda: "patched"
