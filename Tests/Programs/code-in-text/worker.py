import subprocess
import sys

subprocess.run([sys.executable, "-c", "from app import heavy; print(heavy.work())"])
