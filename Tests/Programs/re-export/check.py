import console
