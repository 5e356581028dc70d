"""What a file said, fit for a message: on a terminal, in a report, in a database."""


def readable(text: str) -> str:
    r"""The text with what nobody can see written out: controls, NUL, broken bytes.

    >>> readable("caf\udce9\0"), readable("Café")
    ('caf\\udce9\\x00', 'Café')
    """
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else c.encode("unicode-escape").decode() for c in text
    )
