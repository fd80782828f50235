"""A file of claims that isn't right in every part is refused whole, with its line and a reason."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.meaning.example import GOOD, GOOD_HOSTS, HOSTS

from demur.core.problem import MeaningBroken
from demur.meaning import claims, hosts
from demur.meaning.reading import read_claims
from demur.meaning.record import Fault


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "example.toml"


def refused(file: Path, body: str | bytes) -> dict[str, str]:
    file.write_bytes(body.encode() if isinstance(body, str) else body)
    with pytest.raises(MeaningBroken) as caught:
        claims.load(file, HOSTS)
    assert caught.value.details["file"] == str(file)
    return caught.value.details


def line_of(text: str, body: str = GOOD) -> int:
    return body[: body.index(text)].count("\n") + 1


KEYS = ["id", "kind", "applies", "sentence", "source", "confidence", "retrieved", "review_by"]


def without(key: str) -> str:
    """Leave a key out of the first claim, with the lines of its list."""
    lines = GOOD.splitlines(keepends=True)
    start = next(
        at
        for at, line in enumerate(lines)
        if at > lines.index("[[claim]]\n") and line.startswith((f"{key} =", f"{key}.en ="))
    )
    end = start + (4 if key == "applies" else 1)
    return "".join(lines[:start] + lines[end:])


@pytest.mark.parametrize("key", KEYS)
def test_nothing_may_be_missing(file: Path, key: str) -> None:
    details = refused(file, without(key))
    assert details["line"] == str(line_of("[[claim]]"))
    assert details["reason"] == f"{key}: is missing"


def test_a_file_without_claims_is_none(file: Path) -> None:
    assert refused(file, GOOD[: GOOD.index("[groups")] + "claim = []\n")["reason"] == "claim: must be there"


@pytest.mark.parametrize(
    ("there", "instead", "reason"),
    [
        ("format = 1", "format = 2", "format: is one that this program does not know"),
        ("format = 1", "format = 1\nextra = 1", "extra: is not a key known here"),
        ('whose = "Example"', 'whose = "Example"\nport = 1', "port: is not a key known here"),
        ('name = "example.org"', 'name = "example.org:8443"', "name: cannot be 'example.org:8443'"),
        ('name = "example.org"', 'name = "www.example.com"', "name: 'www.example.com' is there twice"),
        ('under = "/terms/"', 'under = "/terms"', "under: cannot be '/terms'"),
    ],
)
def test_a_list_of_hosts_is_refused_whole(file: Path, there: str, instead: str, reason: str) -> None:
    assert there in GOOD_HOSTS
    file.write_text(GOOD_HOSTS.replace(there, instead, 1), encoding="utf-8")
    with pytest.raises(MeaningBroken) as caught:
        hosts.load(file)
    assert caught.value.details["reason"] == reason
    file.write_text(GOOD_HOSTS, encoding="utf-8")
    assert hosts.load(file) == {"example.org": "/terms/", "www.example.com": "/"}


def test_a_list_of_hosts_that_is_not_there(file: Path) -> None:
    with pytest.raises(MeaningBroken):
        hosts.load(file)


@pytest.mark.parametrize("key", ["title", "publisher", "kind", "published"])
def test_a_source_says_what_it_is(file: Path, key: str) -> None:
    body = GOOD.replace(f', {key} = "', f', x{key} = "') if key != "title" else GOOD.replace("{ title", "{ xtitle")
    details = refused(file, body)
    assert details["line"] == str(line_of("source ="))
    assert details["reason"] == f"source.{key}: is missing"


WORDS_31 = " ".join(["word"] * 31)
BREAKS: list[tuple[str, str, str, str]] = [
    # what is there, what stands there instead, a text on the line that must be named, the reason's beginning
    ("format = 2", "format = 1", "format", "format: is one that this program does not know"),
    ("format = 2", "format = true", "format", "format: must be a whole number"),
    ('platform = "example"', 'platform = "Exa mple"', "platform", "platform: cannot be"),
    ('platform = "example"', 'platform = "example"\nextra = 1', "extra", "extra: is not a key known here"),
    ("[groups.rest]", "[groups.EU.rest]", "format", "groups.EU.all_but: is missing"),
    ('all_but = ["EU", "GB"]', 'all_but = ["EU", "UK"]', "all_but", "groups.rest.all_but: 'UK' is neither"),
    ('all_but = ["EU", "GB"]', 'all_but = ["EU", "GB"]\nand = 1', "and", "groups.rest.and: is not a key"),
    ('setting = "Example AI"', 'setting = ""', "setting", "setting: must be text"),
    ("[[standing]]", '[[host]]\nname = "evil.test"\n[[standing]]', "format", "host: is not a key known here"),
    ("from_earliest = 2025-11-01", "from_earliest = 2025-11-03", "applies", "applies.from_earliest: must come before"),
    ("until_latest = 2026-02-03", "until_latest = 2026-01-31", "applies", "applies.until_latest: must come after"),
    ("until = 2026-01-31, ", "", "applies", "applies.until_latest: must come after"),
    ("sentence.en =", "sentence.en-GB =", "sentence", "sentence.en: is missing"),
    ("sentence.en =", 'sentence.English = "X."\nsentence.en =', "sentence.Eng", "sentence.English: is not the tag"),
    ("sentence.en =", 'sentence.de = "Beispiel"\nsentence.en =', "sentence.de", "sentence.de: must be a sentence"),
    ("sentence.en =", "sentence =", "sentence", "sentence: must be a table"),
    ('id = "ex.default"', 'id = "ex default"', 'id = "ex', "id: cannot be"),
    (
        'id = "ex.weak"',
        'id = "ex.basis"',
        'id = "ex.basis"\nkind = "basis"\nbasis = "consent"',
        "id: 'ex.basis' is there twice",
    ),
    ('kind = "default"', 'kind = "standard"', "kind", "kind: cannot be 'standard'"),
    ('kind = "default"', 'kind = "default"\nnote = "x"', "note", "note: is not a key known here"),
    ('kind = "default"', 'kind = "default"\nbasis = "consent"', "basis", "basis: is not a key known here"),
    ('basis = "legitimate-interests"', 'basis = "interest"', "basis =", "basis: cannot be 'interest'"),
    ('{ regions = ["rest"]', '{ regions = ["UK"]', "applies", "applies.regions: 'UK' is neither"),
    ('{ regions = ["rest"]', "{ regions = []", "applies", "applies.regions: must be a list"),
    ('{ regions = ["rest"]', '{ regions = ["US", "US"]', "applies", "applies.regions: says something twice"),
    ('{ regions = ["rest"], from = 2024-09-18 }', '{ regions = ["rest"] }', "applies", "applies.from: is missing"),
    ("from = 2024-09-18 }", 'from = "2024-09-18" }', "applies", "applies.from: must be a date"),
    ("from = 2024-09-18 }", "from = 2024-09-18T00:00:00 }", "applies", "applies.from: must be a date"),
    ("from = 2024-09-18 }", "from = 2024-09-18, to = 2025-01-01 }", "applies", "applies.to: is not a key"),
    ("until = 2026-01-31", "until = 2025-11-02", "applies", "applies.until: comes before its beginning"),
    ("Example says this is on.", "Example says this is on", "sentence", "sentence.en: must be a sentence"),
    ("Example says this is on.", WORDS_31 + ".", "sentence", "sentence.en: has more than 30 words"),
    ("Example says this is on.", "Example \u202esays this.", "sentence", "sentence.en: holds a character"),
    ("Example says this is on.", "Example\\nsays this.", "sentence", "sentence.en: holds a character"),
    ('"Example says this is on."', '" on."', "sentence", "sentence.en: must be text"),
    ('"Example says this is on."', '""', "sentence", "sentence.en: must be text"),
    ("on by default", WORDS_31[: 21 * 5 - 1], "quote", "quote: has more than 20 words"),
    ('kind = "platform"', 'kind = "mirror"', "source", "source.kind: cannot be 'mirror'"),
    ("2025-09", "2025-13", "source", "source.published: cannot be"),
    ('"2025-09"', '"2025-02-30"', "source", "source.published: is not a day"),
    ("https://example.org/terms/1", "http://example.org/terms/1", "source", "source.url: cannot be"),
    ("https://example.org/terms/1", "https://example.com/terms/1", "source", "source.url: 'example.com' is not among"),
    ("https://example.org/terms/1", "https://example.org.evil.test/terms/1", "source", "source.url: 'example.org.ev"),
    ("https://example.org/terms/1", "https://me@example.org/terms/1", "source", "source.url: 'me@example.org' is not"),
    ("https://example.org/terms/1", "https://example.org:444/terms/1", "source", "source.url: 'example.org:444' is"),
    ("https://example.org/terms/1", "https://EXAMPLE.org/terms/1", "source", "source.url: 'EXAMPLE.org' is not"),
    ("https://example.org/terms/1", "https://example.org/other/1", "source", "source.url: must lie under"),
    ("https://example.org/terms/1", "https://example.org/terms/../1", "source", "source.url: must lie under"),
    ("https://example.org/terms/1", "https://[example.org/terms/1", "source", "source.url: is not an address"),
    ("https://example.org/terms/1", "https://example.org/terms/é", "source", "source.url: cannot be"),
    ('url = "https://example.org/terms/1"', "read_through_a_copy = 1", "source", "source.read_through_a_copy: must be"),
    ('/terms/1" }', '/terms/1", read_through_a_copy = true }', "source", "source.url: must not stand"),
    ('confidence = "high"', 'confidence = "certain"', "confidence", "confidence: cannot be"),
    ("review_by = 2027-02-19", "review_by = 2026-11-21", "review_by", "review_by: must come after"),
    ('disputed_by = ["ex.default"]', 'disputed_by = ["ex.gone"]', "disputed_by", "disputed_by: 'ex.gone' is no other"),
    (
        'disputed_by = ["ex.default"]',
        'disputed_by = ["ex.basis"]',
        "disputed_by",
        "disputed_by: 'ex.basis' is no",
    ),
    ('merges = ["ex.other"]', 'merges = ["other"]', "merges", "merges: 'other' is not an id"),
    (
        'regions = ["GB"]\nuntil = 2025-11-02',
        'regions = ["US"]\nuntil = 2024-09-18',
        'regions = ["US"]\nuntil',
        "regions: speaks of US on a",
    ),
    ('word = "on-by-default"', 'word = "off"', "word", "word: cannot be 'off'"),
    ('word = "on-by-default"', 'word = "on-by-default"\nnote = 1', "note", "note: is not a key known here"),
    (
        '\nclaims = ["ex.default"]',
        '\nclaims = ["ex.weak"]',
        'claims = ["ex',
        "claims: 'ex.weak' is no claim",
    ),
    ('\nclaims = ["ex.default"]', "", "[[standing]]", "claims: is missing"),
    (
        'regions = ["GB"]\nuntil',
        'regions = ["US", "GB"]\nuntil',
        'regions = ["US", "GB"]\nuntil',
        "regions: speaks of US on a",
    ),
    ("[[standing]]", "[standing]", "[[standing]]", "Cannot"),
    (
        'id = "ex.default"',
        'every_setting = true\nid = "ex.default"',
        "every_setting",
        "every_setting: says something only",
    ),
    ('id = "ex.default"', 'every_setting = 1\nid = "ex.default"', "every_setting", "every_setting: must be true or"),
    ('name = "Example"', 'name = "Example"\nsetting_id = "A B"', "setting_id", "setting_id: cannot be"),
    ("sentence.en = ", "sentence.en ", "sentence", "Expected '=' after a key"),
    ("quote = ", "sentence.en = ", 'sentence.en = "on by', "Cannot overwrite a value"),
]


@pytest.mark.parametrize(
    ("there", "instead", "named", "reason"), BREAKS, ids=[case[3] + case[1][:20] for case in BREAKS]
)
def test_each_break_is_named(file: Path, there: str, instead: str, named: str, reason: str) -> None:
    assert there in GOOD
    broken = GOOD.replace(there, instead, 1)
    details = refused(file, broken)
    assert details["reason"].startswith(reason)
    assert details["line"] == str(line_of(named, broken))


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (b"", "1"),
        (GOOD.encode().replace(b"Example Notice", b"Example \xff"), str(line_of("Example Notice"))),
        (b"a = " + b"[" * 100_000, "1"),
        (GOOD.encode() + b"\n[[claim]", str(GOOD.count("\n") + 2)),
        (b"format = 2\nplatform = 'x'\nname = 'X'\nsetting = 'X'\nclaim = [{ id = 'x.y' }]\n", "1"),
    ],
    ids=["empty", "not UTF-8", "deep", "cut off", "without headers"],
)
def test_what_is_no_such_file_at_all(file: Path, body: bytes, line: str) -> None:
    assert refused(file, body)["line"] == line


def test_a_file_that_is_too_large(file: Path) -> None:
    assert refused(file, GOOD + "#" * 1_000_000)["reason"] == "is larger than 1000000 bytes"


def test_a_file_that_is_not_there_is_broken_too(file: Path) -> None:
    with pytest.raises(MeaningBroken):
        claims.load(file, HOSTS)
    with pytest.raises(MeaningBroken):
        claims.load(file.parent, HOSTS)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(untrusted_bytes: bytes) -> None:
    read_or_refused(untrusted_bytes)


@given(st.data())
def test_any_change_to_a_good_file_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(GOOD)))
    end = data.draw(st.integers(start, min(len(GOOD), start + 30)))
    put: Callable[[str], str] = lambda text: GOOD[:start] + text + GOOD[end:]  # noqa: E731 - one use
    read_or_refused(put(data.draw(st.text(max_size=30))).encode("utf-8", "surrogatepass"))


def read_or_refused(untrusted_bytes: bytes) -> None:
    try:
        read_claims(untrusted_bytes, HOSTS)
    except Fault as fault:
        found = fault
    else:
        return
    assert 1 <= found.line <= untrusted_bytes.count(b"\n") + untrusted_bytes.count(b"\r") + 2
    assert found.reason
