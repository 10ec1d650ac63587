def total():
    return "slow", 0
