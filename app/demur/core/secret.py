"""Text that must not reach a log, a traceback or a file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A secret that shows itself only when asked to."""

    _text: str

    def reveal(self) -> str:
        """Return the secret itself; call this only where it is used."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(hidden)"
