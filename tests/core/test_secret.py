"""A secret shows itself only where it is asked to (O14)."""

from dataclasses import dataclass

from demur.core.secret import Secret


@dataclass(frozen=True)
class Holder:
    key: Secret


def test_o14_a_secret_stands_in_no_text_made_of_it() -> None:
    held = Holder(Secret("canary"))
    assert held.key.reveal() == "canary"
    assert "canary" not in f"{held} {held!r} {held.key} {held.key!r} {[held.key]}"
