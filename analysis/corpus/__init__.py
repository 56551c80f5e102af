"""Anything that holds articles -> articles and what cleaning removed."""


def outlet_label(outlet: str, grade: str) -> str:
    """Return an outlet's name with the grade of what is known of it, for display.

    >>> outlet_label("Banandre", "matched")
    'Banandre (matched)'
    """
    return f"{outlet} ({grade or 'unknown'})"
