"""TOML read strictly, with the line of whatever is wrong."""

import pytest

from demur.connectors.toml_lines import MAX_BYTES, TomlBroken, read

TEXT = """\
name = "a"
size = 3

[inner]
flag = true
deep = { at = "/x" }

[[rows]]
id = "one"

[[rows]]
id = "two"
[rows.tail]
end = 1
"""


def broken(call: object, *arguments: object) -> TomlBroken:
    assert callable(call)
    with pytest.raises(TomlBroken) as caught:
        call(*arguments)
    return caught.value


def test_values_come_back_as_they_stand() -> None:
    top = read(TEXT.encode())
    assert (top.text("name"), top.number("size")) == ("a", 3)
    assert top.table("inner").flag("flag") is True
    assert [row.text("id") for row in top.tables("rows")] == ["one", "two"]


def test_a_wrong_type_is_told_with_the_line_of_its_key() -> None:
    top = read(TEXT.encode())
    assert broken(top.text, "size").line == 2
    assert broken(top.table("inner").text, "flag").line == 5


def test_a_missing_key_is_told_with_the_line_of_its_table() -> None:
    top = read(TEXT.encode())
    assert broken(top.text, "absent").line == 1
    assert broken(top.tables("rows")[1].text, "absent").line == 11


def test_an_inline_table_has_the_line_it_stands_on() -> None:
    assert broken(read(TEXT.encode()).table("inner").table("deep").number, "at").line == 6


def test_a_table_under_the_second_of_a_list_has_its_own_line() -> None:
    tail = read(TEXT.encode()).tables("rows")[1].table("tail")
    assert broken(tail.text, "end").line == 14


def test_a_key_nobody_asked_for_is_refused() -> None:
    problem = broken(read(TEXT.encode()).table("inner").done)
    reason = "`flag` is not known here; each line belongs to the `[table]` above it"
    assert (problem.line, problem.reason) == (5, reason)


def test_a_boolean_is_no_number() -> None:
    assert broken(read(b"x = true").number, "x").reason == "`x` is of the wrong type: it must be a whole number"


def test_a_line_separator_inside_a_text_counts_for_no_line() -> None:
    assert broken(read('a = "\u2028\u0085"\nb = 1\n'.encode()).text, "b").line == 2


@pytest.mark.parametrize("number", [2**53, -(2**53), 10**40])
def test_a_number_that_json_readers_would_change_is_refused(number: int) -> None:
    assert broken(read(f"x = {number}".encode()).scalar, "x").reason == "`x` is too large a number"


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        (b"a = 1\nb = \n", 2, "Invalid value"),
        (b"a = 1\na = 2\n", 2, "Cannot overwrite a value"),
        (b'a = "open', 1, "Unterminated string"),
        (b"a = 1\n\xff = 2", 2, "not UTF-8"),
        (b"#" * (MAX_BYTES + 1), 1, "larger than 256 KiB"),
        (b"x = " + b"[\n" * 9000, 1, "nested too deeply"),
        (b"a = 1\n" + b"a." * 50_000 + b"a = 1", 2, "longer than"),  # takes minutes where nobody looks first
        (b"x = " + b"9" * 1990, 1, "too large"),
        (b"x = 2026-02-30", 1, "Invalid date"),
    ],
)
def test_what_is_no_toml_is_told(body: bytes, line: int, reason: str) -> None:
    """Row W7: deep, long, large and damaged files are refused, quickly, with their line."""

    def whole() -> None:
        read(body).scalar("x")

    problem = broken(whole)
    assert problem.line == line
    assert reason in problem.reason


NESTED = """\
[[rows]]
id = "one"
[[rows.parts]]
n = 1
[[rows.parts]]
n = 2

[[rows]]
id = "two"
inline = [ { n = 3 }, { n = 4 } ]
[[rows.parts]]
n = 5
"""


def test_lists_inside_lists_have_their_own_lines() -> None:
    one, two = read(NESTED.encode()).tables("rows")
    assert [broken(part.text, "n").line for part in one.tables("parts")] == [4, 6]
    assert [broken(part.text, "n").line for part in two.tables("parts")] == [12]


def test_lists_on_one_line_have_the_line_they_stand_on() -> None:
    two = read(NESTED.encode()).tables("rows")[1]
    assert [broken(part.text, "n").line for part in two.tables("inline")] == [10, 10]


def test_a_day_is_a_day_and_no_moment() -> None:
    top = read(b"day = 2026-11-21\nmoment = 2026-11-21T10:00:00Z\n")
    assert top.names() == ("day", "moment")
    assert top.day("day").isoformat() == "2026-11-21"
    assert broken(top.day, "moment").line == 2
