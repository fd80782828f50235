"""What a profile's pages asked for and where its main frame has been: plain bookkeeping, fed by the guards."""

from collections import Counter
from dataclasses import dataclass, field

from demur.browser.rules import host_of, origin_of


@dataclass
class Journey:
    """One profile's way, from its first request."""

    trail: list[str] = field(default_factory=list)
    """Every plain address the main frame was at or was sent through, oldest first, doubles in a row left out."""
    hosts: Counter[str] = field(default_factory=Counter)
    """How often each host was asked."""
    refused: Counter[str] = field(default_factory=Counter)
    """How often each host, or scheme, was refused."""
    is_direct: bool = False
    """Whether what the main frame shows came past everything kept here; see `connectors.page.driver.Landing`."""
    scripted: int = 0
    """How many requests scripts began since the main frame's last navigation began; see `Traffic`."""
    streams: int = 0
    """How many of them may never end."""
    _used: set[str] = field(default_factory=set)
    _chain: set[str] = field(default_factory=set)
    _bypasses: bool = False

    def accept(self, is_redirect: bool, bypasses: bool) -> None:
        """Note that the main frame is about to go somewhere.

        Nothing is direct until the network is asked: where a service worker answers, no request is seen (tried).
        """
        self.is_direct = False
        if not is_redirect:
            self._begin(bypasses)

    def request_main(self, untrusted_address: str, plain: str, by_script: bool) -> None:
        """Note a request of the main frame; `by_script`: a page's own doing, which Qt also calls a redirect."""
        if by_script:
            self._begin(bypasses=False)
        origin = origin_of(untrusted_address) or ""
        self.is_direct = self._bypasses or origin not in self._used
        self._chain.add(origin)
        self.hosts[host_of(untrusted_address)] += 1
        self.pass_through(plain)

    def begin_scripted(self, is_stream: bool) -> None:
        """Note a request of a script's, refused or not: the page itself counts both as ended once they are."""
        self.scripted += 1
        self.streams += is_stream

    def request_part(self, untrusted_address: str) -> None:
        """Note a request of anything else: from now on something of that origin may be kept here."""
        self._used.add(origin_of(untrusted_address) or "")
        if host := host_of(untrusted_address):
            self.hosts[host] += 1

    def pass_through(self, plain: str) -> None:
        if plain and self.trail[-1:] != [plain]:
            self.trail.append(plain)

    def refuse(self, told: str) -> None:
        self.refused[told] += 1

    def _begin(self, bypasses: bool) -> None:
        self._used |= self._chain
        self._chain = set()
        self._bypasses = bypasses
        self.scripted = self.streams = 0
