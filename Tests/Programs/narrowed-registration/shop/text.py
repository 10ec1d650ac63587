formats = []


def render(text):
    for change in formats:
        text = change(text)
    return text
