import defaults


class Settings:
    def load(self, source):
        self.values = {name: value for name, value in vars(source).items() if name.isupper()}


settings = Settings()


def handler(event, context):
    if not defaults.DEBUG and event.get("load"):
        settings.load(defaults)
        return sorted(settings.values)
    return 1
