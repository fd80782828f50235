"""Several receipts named in one word."""

from typing import Final

_LONGEST_SPAN: Final = 10_000


def receipt_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers in a text such as “2” or “2,5-9”, as dialogs for printing take them, each once."""
    numbers: list[int] = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        least, most = int(first), int(last if dash else first)
        if not 0 <= most - least < _LONGEST_SPAN or least < 0:
            raise ValueError(text)
        numbers.extend(range(least, most + 1))
    return tuple(dict.fromkeys(numbers))
