"""Platform files: Plaza's own is read, and every kind of broken one is refused with file, line and reason (row W7)."""

import os
from pathlib import Path

import pytest
from tests.support.data_folder import SHIPPED

from demur.connectors import platform_file
from demur.core.problem import PlatformFileBroken, PlatformUnknown
from demur.core.setting import SettingId, State

PLAZA = (SHIPPED / "plaza.toml").read_text()
REAL = (
    PLAZA.replace("{practice}", "https://acme.example.com")
    .replace("practice = true\n", "")
    .replace('"plaza"', '"acme"')
    .replace('"Plaza', '"Acme')
)
REAL = "".join(line for line in REAL.splitlines(keepends=True) if not line.startswith(("meaning", "about")))


def load(folder: Path, text: str | bytes, *, is_shipped: bool = True) -> platform_file.ApiPlatform:
    file = folder / "given.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    found = platform_file.load(file, is_shipped)
    assert isinstance(found, platform_file.ApiPlatform)
    return found


def refused(folder: Path, text: str | bytes, *, is_shipped: bool = True) -> tuple[int, str]:
    with pytest.raises(PlatformFileBroken) as caught:
        load(folder, text, is_shipped=is_shipped)
    assert caught.value.details["file"] == "given.toml"
    return int(caught.value.details["line"]), caught.value.details["reason"]


def changed(old: str, new: str, text: str = PLAZA) -> tuple[str, int]:
    """Return the file with one piece replaced, and the line on which it stood."""
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1), text[: text.index(old)].count("\n") + 1


def test_plaza_is_read() -> None:
    plaza = platform_file.load(SHIPPED / "plaza.toml", is_shipped=True)
    assert isinstance(plaza, platform_file.ApiPlatform)
    assert (plaza.id, plaza.is_practice, plaza.needs_practice) == ("plaza", True, True)
    setting = plaza.setting(SettingId("ai-training"))
    assert setting.values == {State.ON: True, State.OFF: False}
    assert setting.has_etag
    at = plaza.at("http://127.0.0.1:4000")
    assert at.origins == {"http://127.0.0.1:4000"}
    assert at.facts.settings_url == "http://127.0.0.1:4000/settings/ai-training"
    assert at.needs_practice, "an address filled in makes it no stranger's"


def test_a_real_platform_is_read(tmp_path: Path) -> None:
    acme = load(tmp_path, REAL, is_shipped=False)
    assert acme.origins == {"https://acme.example.com"}
    assert (acme.is_practice, acme.connector.origin) == (False, "member-added")


def test_a_setting_that_left_the_file_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(PlatformUnknown):
        load(tmp_path, PLAZA).setting(SettingId("gone"))


ADDRESS = "must be a full https address"
HERE = "lies on this computer"
FORM = "is not of the form it must have"

BROKEN = [
    # what stands in plaza.toml, what stands there instead, and a piece of the reason
    ("format = 1", "format = 2", "reads format 1 only"),
    ("format = 1", "format = true", "wrong type"),
    ("format = 1", "format = 1.0", "wrong type"),
    ("format = 1", "format 1", "Expected '='"),
    ('connector = "api"', 'connector = "ftp"', "knows the connectors `api`, `own-browser` and `page` only"),
    ('id = "plaza"', 'id = "Plaza"', FORM),
    ('id = "plaza"', 'id = "../plaza"', FORM),
    ('id = "plaza"', "id = 7", "wrong type"),
    ('version = "1"', 'version = "1.x"', FORM),
    ('name = "Plaza"', 'name = "Pla\\u0007za"', FORM),
    ('name = "Plaza"', 'name = "Pla\\u202Eza"', FORM),
    ('name = "Plaza"', 'name = "Pla\\u200Bza"', FORM),
    ('name = "Plaza"', 'name = "Plaza\\nLinkedIn"', FORM),
    ('name = "Plaza"', 'name = " Plaza"', FORM),
    ('name = "Plaza"', 'name = ""', FORM),
    ('name = "Plaza"', 'name = "Pl\\u0430za"', FORM),  # a Cyrillic letter among Latin ones
    ("practice = true", 'practice = "true"', "wrong type"),
    ("practice = true", "practice = true\nextra = 1", None),
    ('page = "{practice}/settings/ai-training"', 'page = "https://plaza.example.com/"', "must lie on this computer"),
    ('client_id = "demur-desktop"', 'client_id = "two words"', FORM),
    ('scopes = ["openid", "settings"]', "scopes = []", "list of texts"),
    ('scopes = ["openid", "settings"]', 'scopes = ["openid", 3]', "list of texts"),
    ('scopes = ["openid", "settings"]', 'scopes = ["settings"]', "`algorithms` belongs"),
    ('algorithms = ["RS256", "ES256", "EdDSA"]', 'algorithms = ["none"]', "list of texts"),
    ('algorithms = ["RS256", "ES256", "EdDSA"]', 'algorithms = ["HS256"]', "list of texts"),
    ('user_id = "/id"', 'user_id = "id"', FORM),
    ('handle = "/handle"', 'handle = "/a~2"', FORM),
    ('label = "Let Plaza learn from my posts"', 'label = "Let\\u2066Plaza"', FORM),
    ('language = "en"', 'language = "English language"', FORM),
    ('purpose = "https:', 'purpose = "http:', FORM),
    ("on = true", "on = 1.5", "wrong type"),
    ("off = false", "off = true", "must differ"),
    ('is = "not-offered" }', 'is = "not-offered", or = 1 }', "not known here"),
    ('method = "PUT"', 'method = "DELETE"', FORM),
    ('write_at = "/value"', 'write_at = "/a/b"', FORM),
    ("etag = true", "etag = 1", "wrong type"),
    ('{ at = "/availability", is = "not-offered" }', '{ at = "/value", is = true }', "`not_offered` must differ"),
]


@pytest.mark.parametrize(("old", "new", "reason"), BROKEN)
def test_a_broken_file_is_refused_with_its_line(tmp_path: Path, old: str, new: str, reason: str | None) -> None:
    text, line = changed(old, new)
    told_line, told = refused(tmp_path, text)
    assert told_line == (line if reason else line + 1)
    assert (reason or "`extra` is not known here") in told


ISSUERS = [
    "http://acme.example.com",
    "https://user@acme.example.com",
    "https://user:word@acme.example.com",
    "https://ACME.example.com",
    "https://acme.example.com:99999",
    "https://acme.example.com:0",
    "https://acme.example.com:0443",
    "https://acme.example.com:",
    "https://acme.example.com/?next=1",
    "https://acme.example.com/#there",
    "https://аcme.example.com",
    "https://acme。example.com",
    "https://127.0.0.1",
    "https://2130706433",
    "https://0x7f.0.0.1",
    "https://127.1",
    "https://0177.0.0.1",
    "https://[::1]",
    "https://example.0x7f",
    "https://localhost",
    "https://plaza.localhost:8443",
    "https://router.local",
    "https://acme",
    "https://acme..example.com",
    "https://-acme.example.com",
    "https://acme.example.com.",
    "https://acme.example.com\\@evil.example.com",
    "https:/acme.example.com",
    "//acme.example.com",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "https://acme.example.com/a b",
    "{practice}",
]


@pytest.mark.parametrize("issuer", ISSUERS)
def test_an_address_that_could_be_taken_for_another_is_refused(tmp_path: Path, issuer: str) -> None:
    """Rows W2 and W7: only a whole https address of a public ASCII name."""
    written = issuer.replace("\\", "\\\\")
    text, line = changed('issuer = "https://acme.example.com"', f'issuer = "{written}"', REAL)
    told_line, reason = refused(tmp_path, text, is_shipped=False)
    assert told_line == line
    assert ADDRESS in reason


@pytest.mark.parametrize(
    "host", ["localhost:80", "127.0.0.2:80", "0.0.0.0:80", "127.0.0.1", "127.0.0.1:99999", "[::1]:80"]
)
def test_practice_lies_on_127_0_0_1_with_a_port_or_nowhere(tmp_path: Path, host: str) -> None:
    text = PLAZA.replace("{practice}", f"http://{host}")
    assert ADDRESS in refused(tmp_path, text)[1]


@pytest.mark.parametrize("key", ["page", "issuer", "address"])
def test_a_real_platform_with_one_address_on_this_computer_is_refused(tmp_path: Path, key: str) -> None:
    """Design part 4: loopback is practice, and practice alone."""
    text, line = changed(f'{key} = "https://acme.example.com', f'{key} = "http://127.0.0.1:80', REAL)
    told_line, reason = refused(tmp_path, text, is_shipped=False)
    assert (told_line, HERE in reason) == (line, True)


@pytest.mark.parametrize("key", ["page", "issuer", "address"])
def test_a_practice_platform_with_one_real_address_is_refused(tmp_path: Path, key: str) -> None:
    text, line = changed(f'{key} = "{{practice}}', f'{key} = "https://acme.example.com')
    told_line, reason = refused(tmp_path, text)
    assert (told_line, "must lie on this computer" in reason) == (line, True)


def test_more_origins_are_addresses_too(tmp_path: Path) -> None:
    good = REAL.replace("[identity]", 'origins = ["https://login.example.com"]\n[identity]')
    assert "https://login.example.com" in load(tmp_path, good).origins
    for bad in (
        "https://127.0.0.1",
        "https://login.example.com/path",
        "http://127.0.0.1:80",
        "https://a.example.com:99999",
    ):
        assert "`origins`" in refused(tmp_path, good.replace("https://login.example.com", bad))[1]


def test_openid_needs_algorithms(tmp_path: Path) -> None:
    text, _ = changed('algorithms = ["RS256", "ES256", "EdDSA"]\n', "")
    assert "`algorithms` belongs" in refused(tmp_path, text)[1]


def test_is_subject_needs_an_id_token(tmp_path: Path) -> None:
    text, _ = changed('algorithms = ["RS256", "ES256", "EdDSA"]\n', "")
    assert "needs an id_token" in refused(tmp_path, text.replace('"openid", ', ""))[1]


@pytest.mark.parametrize("key", ["format", "connector", "id", "version", "name", "controller", "page", "issuer"])
def test_a_missing_key_is_told(tmp_path: Path, key: str) -> None:
    text = "".join(line for line in PLAZA.splitlines(keepends=True) if not line.startswith(f"{key} ="))
    assert refused(tmp_path, text)[1] == f"`{key}` is missing"


@pytest.mark.parametrize("table", ["oauth", "identity"])
def test_a_missing_table_is_told(tmp_path: Path, table: str) -> None:
    text = PLAZA.replace(f"[{table}]", "[else]")
    assert refused(tmp_path, text)[1] == f"`{table}` is missing"


def test_two_settings_of_one_id_are_refused(tmp_path: Path) -> None:
    again = PLAZA[PLAZA.index("[[settings]]") :]
    assert "same `id`" in refused(tmp_path, f"{PLAZA}\n{again}")[1]


@pytest.mark.parametrize("key", ["meaning", "about"])
def test_a_dropped_in_file_may_not_borrow_our_sentences(tmp_path: Path, key: str) -> None:
    text = REAL.replace("[oauth]", f'{key} = "linkedin"\n[oauth]', 1)
    assert "come with Demur" in refused(tmp_path, text, is_shipped=False)[1]


def test_what_is_no_readable_file_is_refused_at_once(tmp_path: Path) -> None:
    """A folder, a pipe that nobody writes to, a link into nothing, and a file nobody may read."""
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "link.toml").symlink_to(tmp_path / "nothing")
    for name in ("folder.toml", "pipe.toml", "link.toml"):
        with pytest.raises(PlatformFileBroken) as caught:
            platform_file.load(tmp_path / name, is_shipped=False)
        assert (caught.value.details["file"], caught.value.details["line"]) == (name, "1")


def test_a_file_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "given.toml").open("wb") as file:
        file.truncate(50 * 1024**3)  # takes no room on the disk, and would fill the memory
    with pytest.raises(PlatformFileBroken) as caught:
        platform_file.load(tmp_path / "given.toml", is_shipped=False)
    assert "larger than" in caught.value.details["reason"]
