import os

import heavy

REGION = os.environ.get("REGION", "home")


def region():
    return REGION
