import heavy
import registry

registry.names.append(heavy.__name__)
