"""Names that could be taken for one another."""

import pytest

from demur.connectors.names import folded, is_plain


@pytest.mark.parametrize(
    "name", ["PLAZA", "ＰＬＡＺＡ", "plaza ", "pla\u200bza", "Plàza", "plaza\u0301", "𝐏𝐥𝐚𝐳𝐚", "Ⓟlaza", "pla\u00adza"]
)
def test_spellings_of_plaza_fold_to_plaza(name: str) -> None:
    assert folded(name) == "plaza"


@pytest.mark.parametrize(
    "name", ["LİNKEDİN", "lınkedın", "LINKEDIN", "ﬁ".replace("ﬁ", "Linkedin"), "L\u0131nked\u0131n"]
)
def test_i_with_and_without_a_dot_is_one_letter(name: str) -> None:
    assert folded(name) == "linkedin"


def test_spaces_of_any_kind_are_one_space() -> None:
    assert folded("Plaza\u00a0(made\u3000 up") == "plaza (made up"


@pytest.mark.parametrize(
    "name", ["Plaza", "Zoom Communications, Inc.", "Яндекс Mail", "任天堂ゲーム", "L'Équipe", "X", "4chan"]
)
def test_honest_names_are_plain(name: str) -> None:
    assert is_plain(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "Plaza ",
        "a\nb",
        "a\tb",
        "a\x9fb",
        "a\u202eb",
        "a\u2066b",
        "a\u200fb",
        "a\u200bb",
        "a\u2028b",
        "a\ue000b",
        "Plаza",
        "Рlaza",
        "Plaza Ρlaza",
        "a" * 121,
    ],
)
def test_names_that_deceive_are_not_plain(name: str) -> None:
    """Row W7: look-alike names."""
    assert not is_plain(name)
