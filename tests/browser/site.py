"""Web sites for one test: pages by path, over http on this computer, or over https under a name."""

import ssl
from collections.abc import Callable

from tests.support.tiny_http import Reply, Seen, TinyHttp

Page = Reply | Callable[[Seen], Reply]


def html(text: str, status: int = 200, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, f"<!doctype html>{text}".encode(), {"Content-Type": "text/html; charset=utf-8"} | named)


def script(text: str) -> Reply:
    return html(f"<title>page</title><script>{text}</script>")


def redirect(to: str) -> Reply:
    return Reply(302, b"", {"Location": to})


class Site:
    """A server whose pages a test puts in place."""

    def __init__(self, tls: ssl.SSLContext | None = None, name: str = "") -> None:
        self.pages: dict[str, Page] = {}
        self.http = TinyHttp(self._answer, tls, name)

    @property
    def base(self) -> str:
        return self.http.base

    def asked(self, path: str) -> int:
        return len(self.http.asked(path))

    def _answer(self, seen: Seen) -> Reply:
        page = self.pages.get(seen.path)
        if page is None:
            return html("<title>other</title><h1>A page</h1>")
        return page(seen) if callable(page) else page
