"""Published packages as test programs: their suites and commands must not notice libprof."""
