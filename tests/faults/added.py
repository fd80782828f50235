"""A platform that the member added by a file: it points at a Plaza, and can name its settings in any way."""

from pathlib import Path
from typing import NamedTuple

PLATFORM = """\
format = 1
connector = "api"
id = "square"
version = "1"
name = "Square"
controller = "Square (made up, for tests)"
practice = true
page = "{base}/settings/ai-training"

[oauth]
issuer = "{base}"
client_id = "demur-desktop"
scopes = ["openid", "settings"]
algorithms = ["ES256"]

[identity]
address = "{base}/api/me"
user_id = "/id"
handle = "/handle"
is_subject = true
"""

SETTING = """
[[settings]]
id = "{id}"
label = "Square: {id}"
language = "en"
purpose = "https://w3id.org/dpv/ai#ModelTraining"
address = "{base}/api/settings/{id}"
account = "/account/id"
state = "/value"
on = {on}
off = {off}
not_offered = {{ at = "/availability", is = "not-offered" }}
method = "PUT"
write_at = "/value"
etag = true
"""


class Named(NamedTuple):
    """One of Plaza's settings, and the value that means "may be used" there, as TOML."""

    id: str
    on: bool = True


def platform_text(base: str, *settings: Named) -> str:
    """Return the platform file for these settings of the Plaza at `base`."""
    told = [
        SETTING.format(base=base, id=each.id, on=str(each.on).lower(), off=str(not each.on).lower())
        for each in settings
    ]
    return PLATFORM.format(base=base) + "".join(told)


def drop_in(platforms: Path, text: str) -> Path:
    """Lay the file where a member would."""
    file = platforms / "square.toml"
    file.write_text(text, encoding="utf-8")
    return file
