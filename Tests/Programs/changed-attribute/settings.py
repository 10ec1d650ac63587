import tuning

level = tuning.level


def title():
    return "shop"
