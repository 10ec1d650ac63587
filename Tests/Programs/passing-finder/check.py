import virtual

print(virtual.report())
