"""To whom tokens may be shown: to those they were issued for, whatever a platform's file came to say since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from demur.connectors.addresses import PRACTICE
from demur.connectors.platform_file import ApiPlatform

KEY: Final = "audience"
"""Where it stands beside the tokens."""


@dataclass(frozen=True, slots=True)
class Audience:
    """An issuer, us as its client (RFC 6749, 2.2), and the origins that the file named.

    A dropped-in file may change and be agreed to anew; the sign-in was made with the old one. A token that is shown to
    anybody else can be replayed by them (RFC 9700, 4.9.1).
    """

    issuer: str
    client_id: str
    origins: frozenset[str]

    def as_json(self) -> dict[str, Any]:
        """Return what is kept beside the tokens."""
        return {"issuer": self.issuer, "client_id": self.client_id, "origins": sorted(self.origins)}

    def may_see(self, tokens: Mapping[str, Any]) -> bool:
        """Tell whether tokens were issued for this audience, or for a wider one; those that say nothing were not."""
        kept = tokens.get(KEY)
        if not isinstance(kept, dict) or not isinstance(kept.get("origins"), list):
            return False
        is_same = (kept.get("issuer"), kept.get("client_id")) == (self.issuer, self.client_id)
        return is_same and all(origin in kept["origins"] for origin in self.origins)


def of(platform: ApiPlatform) -> Audience:
    """Return a platform's audience; that of our practice platform stays, though its port is another in every run."""
    if platform.needs_practice:
        return Audience(PRACTICE, platform.client_id, frozenset({PRACTICE}))
    return Audience(platform.issuer, platform.client_id, platform.origins)
