"""A cold start of a command in pure Python."""

import runpy
import sys

sys.argv = ["pip", "--disable-pip-version-check", "list"]
runpy.run_module("pip", run_name="__main__", alter_sys=True)
