import wires

version = 2
wires.connect = lambda: "fast"
