"""What Plaza's pages say in each of their languages: `resources/practice/words.toml`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

Words = Mapping[str, str]


def load(resources: Path) -> Mapping[str, Words]:
    """Return the words of each language. The file ships with us: one with gaps is our mistake."""
    with (resources / "practice" / "words.toml").open("rb") as file:
        found: dict[str, Words] = tomllib.load(file)
    wanted = set(found["en"])
    for language, words in found.items():
        if set(words) != wanted:
            raise ValueError(f"the words of {language} differ from the English ones: {sorted(wanted ^ set(words))}")
    return found
