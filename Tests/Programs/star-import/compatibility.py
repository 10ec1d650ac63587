class _Light:
    def work(self):
        return "light"


globals()["heavy"] = _Light()
