"""A member at Plaza's pages without a browser: forms filled in and sent, redirects seen one by one."""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import requests

from demur.practice.launcher import Plaza

TRAINING, ADS, FRAME = "/web/settings/ai-training", "/web/settings/ads", "/web/frames/ai-training"
SIGN_IN, CODE, CHALLENGE = "/web/sign-in", "/web/sign-in/code", "/web/challenge"
LIMIT_S = 20.0


class Outline(HTMLParser):
    """A page's elements: tag and attributes, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [given for name, given in self.tags if name == tag and wanted.items() <= given.items()]

    def meta(self, name: str) -> str | None:
        found = self.all("meta", name=name)
        return found[0]["content"] if found else None


class WebVisitor:
    """One browser's visit to Plaza's pages."""

    def __init__(self, plaza: Plaza) -> None:
        self.plaza, self.token = plaza, ""
        self.session = requests.Session()
        self.session.trust_env = False

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        """Ask once; a redirect is an answer."""
        address = urljoin(self.plaza.base, path)
        return self.session.request(method, address, allow_redirects=False, timeout=LIMIT_S, **more)

    def look(self, path: str) -> requests.Response:
        """Open a page, and keep the token that its forms would send."""
        page = self.ask("GET", path)
        self.token = Outline(page.text).meta("plaza-token") or self.token
        return page

    def fill_in(self, path: str, **fields: str) -> requests.Response:
        return self.ask("POST", path, data={"token": self.token, **fields})

    def printed(self, page: requests.Response, id_: str) -> str:
        """Return what stands on the page, for want of a real password or telephone."""
        found = re.search(rf'id="{id_}">([^<]+)<', page.text)
        assert found
        return found[1]

    def sign_in(self, name: str, then: str = "") -> requests.Response:
        page = self.look(SIGN_IN)
        password = self.printed(page, "practice-password")
        done = self.fill_in(SIGN_IN, username=name, password=password, next=then)
        if done.headers.get("Location", "").startswith(CODE):
            code = self.printed(self.look(done.headers["Location"]), "practice-code")
            done = self.fill_in(CODE, code=code, next=then)
        assert done.status_code == 303, done.text
        return done

    def put(self, is_checked: bool, path: str = TRAINING) -> requests.Response:
        """Send what a script of the page sends."""
        self.look(path)
        return self.ask("PUT", path, json={"value": is_checked}, headers={"X-Plaza-Token": self.token})

    @property
    def cookie(self) -> str:
        return self.session.cookies["plaza-web"]
