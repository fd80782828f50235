"""What is said before everything is erased: how many receipts go."""

import pytest

from demur.words import erasing


@pytest.mark.parametrize(
    ("receipts", "practice", "said"),
    [
        (0, 0, "There are no receipts of your accounts. There are no practice receipts."),
        (1, 2, "1 receipt of your accounts goes. 2 practice receipts go."),
        (31, 1, "31 receipts of your accounts go. 1 practice receipt goes."),
    ],
)
def test_counts_both_kinds(receipts: int, practice: int, said: str) -> None:
    assert erasing.going(receipts, practice) == said


def test_what_can_not_be_read_has_no_number() -> None:
    assert erasing.going(None, 3).endswith("they go as well. 3 practice receipts go.")
    assert "The practice receipts can't be read now" in erasing.going(0, None)
