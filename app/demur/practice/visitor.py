"""A stand-in for the member at the browser, for places without one: `python -m demur.practice.visitor URL USER_ID`.

It fills in Plaza's pages as a person would, follows the way back to Demur, and goes nowhere but 127.0.0.1.
"""

import argparse
import sys
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit

from demur.core.problem import BrowserNotOpened, Problem

PAGE_LIMIT = 1_000_000
PAGE_S = 30.0


@dataclass(frozen=True, slots=True)
class Page:
    address: str
    text: str


@dataclass(slots=True)
class Form:
    """A form with one button, which is what Plaza's pages have."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


def visit(authorize_url: str, user_id: str, *, allow: bool = True) -> str:
    """Sign in as `user_id`, allow Demur (or refuse), and return the text of the page it all ends on.

    Raises `BrowserNotOpened` where an address is not on 127.0.0.1 or a page is not what was expected.
    """
    browser = _Browser()
    page = browser.open(authorize_url)
    if (choice := _find_form(page, "member", user_id)) is not None:
        page = browser.submit(page, choice)
    decision = _find_form(page, "decision", "allow" if allow else "refuse")
    if decision is None or decision.fields.get("for") != user_id:
        raise BrowserNotOpened(why="the page does not ask about this member")
    return browser.submit(page, decision).text


class _OnlyHere(urllib.request.BaseHandler):
    """Looks at every address before it is opened, redirects too."""

    handler_order = 1

    def http_request(self, request: urllib.request.Request) -> urllib.request.Request:
        parts = urlsplit(request.full_url)
        if parts.hostname != "127.0.0.1" or parts.username is not None:
            raise BrowserNotOpened(why="the address is not on 127.0.0.1")
        return request


class _Browser:
    def __init__(self) -> None:
        self._opener = urllib.request.OpenerDirector()  # bare: no proxy, and no scheme but http
        for handler in (
            _OnlyHere(),
            urllib.request.HTTPHandler(),
            urllib.request.HTTPCookieProcessor(),
            urllib.request.HTTPRedirectHandler(),
            urllib.request.HTTPErrorProcessor(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.UnknownHandler(),
        ):
            self._opener.add_handler(handler)

    def open(self, address: str, form: bytes | None = None) -> Page:
        try:
            with self._opener.open(address, form, PAGE_S) as response:
                text = response.read(PAGE_LIMIT).decode("utf-8", "replace")
                return Page(response.geturl(), text)
        except HTTPError as error:
            with error:
                raise BrowserNotOpened(why=f"a page answered {error.code}") from error
        except (OSError, ValueError, HTTPException) as error:
            raise BrowserNotOpened(why="a page could not be opened") from error

    def submit(self, page: Page, form: Form) -> Page:
        return self.open(urljoin(page.address, form.action), urlencode(form.fields).encode())


class _Forms(HTMLParser):
    """Collects a page's forms with the names and values that they would send."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif tag in {"input", "button"} and self.forms and given.get("name"):
            self.forms[-1].fields[given["name"]] = given.get("value", "")


def _find_form(page: Page, name: str, value: str) -> Form | None:
    parser = _Forms()
    parser.feed(page.text)
    return next((form for form in parser.forms if form.fields.get(name) == value), None)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Sign in to Plaza, the practice platform, without a browser.")
    parser.add_argument("url", help="the address of Plaza's sign-in page")
    parser.add_argument("user_id", help="the practice member to sign in")
    parser.add_argument("--refuse", action="store_true", help="refuse at the last page instead of allowing")
    wish = parser.parse_args(arguments)
    try:
        text = visit(wish.url, wish.user_id, allow=not wish.refuse)
    except Problem as problem:
        sys.stderr.write(f"The visit failed: {problem.details.get('why', problem.code)}.\n")
        return 1
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
