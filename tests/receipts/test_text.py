"""Strangers' text is made to fit, whatever it is."""

from hypothesis import given
from hypothesis import strategies as st

from demur.receipts.profile import canonical_bytes, parse
from demur.receipts.text import fitted, json_array, without_surrogates

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=[]))


@given(ANY_TEXT, st.integers(2, 40))
def test_any_text_fits_the_profile(untrusted_text: str, limit: int) -> None:
    text = fitted(untrusted_text, limit)
    assert len(text) <= limit
    assert parse(canonical_bytes({"a": text})) == {"a": text}


@given(ANY_TEXT)
def test_any_text_can_be_committed_to(untrusted_text: str) -> None:
    assert json_array("salt", "handle", without_surrogates(untrusted_text))


def test_marks_what_it_changed() -> None:
    assert fitted("on\u202eoff\x07", 20) == "on\ufffdoff\ufffd"
    assert fitted("e\u0301", 20) == "\u00e9"
    assert fitted("x" * 600, 512) == "x" * 511 + "…"
    assert fitted("e\u0301" * 5000, 10) == "\u00e9" * 9 + "…"


def test_leaves_good_text_alone() -> None:
    assert fitted("Données pour l’IA", 512) == "Données pour l’IA"
    assert fitted("x" * 512, 512) == "x" * 512
