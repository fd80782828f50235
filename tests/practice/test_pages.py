"""What the member sees in the browser, and what stands between that and a stranger's page."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.practice.caller import Caller, Reply

from demur.core.problem import BrowserNotOpened
from demur.practice.scenarios import load
from demur.practice.visitor import visit

NOTICE = "Plaza is a practice platform. It is made up and runs only on this computer."


class Outline(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def ticket_of(page: Reply) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page.text)
    assert found
    return found[1]


def cookie_of(page: Reply) -> str:
    return page.headers["Set-Cookie"].partition(";")[0]


def open_consent(caller: Caller, user_id: str = "us-on") -> Reply:
    path = caller.request_path()
    first = caller.ask("GET", path)
    wish = {"ticket": ticket_of(first), "member": user_id}
    consent = caller.post(path, wish, Cookie=cookie_of(first))
    assert consent.status == 200
    return consent


def test_every_member_is_one_click_away(caller: Caller, resources: Path) -> None:
    caller.plaza.control.set_clock(caller.plaza.control.clock().replace(2027, 3, 5))
    page = caller.ask("GET", caller.request_path())
    outline = Outline(page.text)
    buttons = [button for button in outline.all("button") if button.get("name") == "member"]
    assert [button["value"] for button in buttons] == [member.user_id for member in load(resources)]
    assert len(outline.all("form")) == len(buttons) + 1
    for words in ("Cedar (practice)", "Says saved, but forgets", "United Kingdom", "21 September 2024"):
        assert words in page.text
    assert "today, 5 March 2027" in page.text
    ids = {attributes.get("id") for _, attributes in outline.tags}
    named = [button[name] or "" for button in buttons for name in ("aria-labelledby", "aria-describedby")]
    assert set(" ".join(named).split()) <= ids


def test_the_hinted_member_comes_first(caller: Caller) -> None:
    page = caller.ask("GET", caller.request_path(login_hint="us-forgets"))
    assert Outline(page.text).all("button")[0]["value"] == "us-forgets"
    assert page.text.count("suggested by Demur") == 1
    assert "suggested" not in caller.ask("GET", caller.request_path(login_hint="<b>nobody</b>")).text


def test_consent_says_who_asks_for_what(caller: Caller) -> None:
    page = open_consent(caller)
    for words in ("Allow Demur", "Amber (practice)", "which Plaza account", "Read your Plaza settings"):
        assert words in page.text
    assert [button["value"] for button in Outline(page.text).all("button")] == ["allow", "refuse"]


def gather_pages(caller: Caller) -> list[Reply]:
    paths = (caller.request_path(), "/authorize", "/settings/ai-training", "/", "/nowhere")
    return [*(caller.ask("GET", path) for path in paths), open_consent(caller)]


def test_every_page_says_that_it_is_practice(caller: Caller) -> None:
    for page in gather_pages(caller):
        assert NOTICE in page.text
        assert "(practice)</title>" in page.text


def test_every_page_is_readable_by_a_machine(caller: Caller) -> None:
    for page in gather_pages(caller):
        outline = Outline(page.text)
        assert outline.all("html") == [{"lang": "en"}]
        assert len(outline.all("h1")) == len(outline.all("main")) == 1
        assert all("alt" in image for image in outline.all("img"))
        assert not outline.all("script")


def test_pages_follow_the_theme_and_show_the_focus(caller: Caller) -> None:
    sheet = caller.ask("GET", "/static/plaza.css")
    assert sheet.status == 200
    assert "prefers-color-scheme: dark" in sheet.text
    assert ":focus-visible" in sheet.text
    assert caller.ask("GET", "/static/plaza.svg").status == 200
    assert caller.ask("GET", "/static/../scenarios.toml").status == 404


def test_every_answer_is_guarded(caller: Caller) -> None:
    """faults.md O19, on Plaza's side."""
    tokens = caller.sign_in()
    for page in (*gather_pages(caller), caller.ask("GET", "/static/plaza.css"), caller.read(tokens["access_token"])):
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        policy = page.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self';")
        assert "script" not in policy
        assert "frame-ancestors 'none'" in policy


def test_forms_may_lead_to_the_waiting_program_only(caller: Caller) -> None:
    origin = caller.listener.address.removesuffix("/callback")
    policy = open_consent(caller).headers["Content-Security-Policy"]
    assert policy.endswith(f"form-action 'self' {origin}")
    elsewhere = caller.ask("GET", "/settings/ai-training").headers["Content-Security-Policy"]
    assert elsewhere.endswith("form-action 'self'")


def test_the_browsers_mark_stays_with_plaza(caller: Caller) -> None:
    """Cookies ignore ports: the program's own listener must not be sent this one."""
    cookie = caller.ask("GET", caller.request_path()).headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Lax", "Path=/authorize"))
    visit(caller.plaza.base + caller.request_path(), "us-on")
    assert caller.listener.arrivals.get(timeout=10)[1] is None


def test_allow_sends_code_state_and_issuer(caller: Caller) -> None:
    consent = open_consent(caller)
    wish = {"ticket": ticket_of(consent), "for": "us-on", "decision": "allow"}
    reply = caller.post(caller.request_path(), wish, Cookie=cookie_of(consent))
    assert reply.status == 303
    assert set(reply.returned) == {"code", "state", "iss"}
    assert reply.returned["iss"] == caller.plaza.base
    assert reply.returned["state"] == "a state & more"


@pytest.mark.parametrize("step", ["sign-in", "consent"])
def test_refuse_sends_access_denied(caller: Caller, step: str) -> None:
    """RFC 6749, 4.1.2.1; RFC 9207, 2."""
    path = caller.request_path()
    page = caller.ask("GET", path) if step == "sign-in" else open_consent(caller)
    reply = caller.post(path, {"ticket": ticket_of(page), "decision": "refuse"}, Cookie=cookie_of(page))
    assert reply.status == 303
    assert reply.returned["error"] == "access_denied"
    assert reply.returned["iss"] == caller.plaza.base
    assert reply.returned["state"] == "a state & more"
    assert "code" not in reply.returned


@pytest.mark.parametrize("attack", ["no ticket", "no cookie", "other browser", "other request", "bent", "more fields"])
def test_a_form_from_elsewhere_gets_nowhere(caller: Caller, attack: str) -> None:
    path, consent = caller.request_path(), open_consent(caller)
    wish, cookie = {"ticket": ticket_of(consent), "decision": "allow"}, cookie_of(consent)
    if attack == "no ticket":
        del wish["ticket"]
    elif attack == "no cookie":
        cookie = "other=1"
    elif attack == "other browser":
        cookie = cookie_of(caller.ask("GET", path))
    elif attack == "other request":
        path = caller.request_path(state="the stranger's")
    elif attack == "bent":
        wish["ticket"] = "x" + wish["ticket"]
    else:
        wish["nonce"] = "the stranger's"
    reply = caller.post(path, wish, Cookie=cookie)
    assert reply.status == 400
    assert "Location" not in reply.headers


def test_the_sign_in_form_cannot_stand_in_for_consent(caller: Caller) -> None:
    path = caller.request_path()
    first = caller.ask("GET", path)
    for wish in ({"decision": "allow"}, {"decision": "allow", "member": "nobody"}, {"member": "nobody"}, {}):
        reply = caller.post(path, {"ticket": ticket_of(first), **wish}, Cookie=cookie_of(first))
        assert reply.status == 400


def test_a_picked_member_needs_no_click_to_sign_in(caller: Caller) -> None:
    caller.plaza.control.pick("uk-2024")
    page = caller.ask("GET", caller.request_path())
    assert "Cedar (practice)" in page.text
    assert [button["value"] for button in Outline(page.text).all("button")] == ["allow", "refuse"]
    with pytest.raises(BrowserNotOpened):
        visit(caller.plaza.base + caller.request_path(), "us-on")
    assert caller.sign_in("uk-2024")["access_token"]
    caller.plaza.control.pick(None)
    assert "Who would you like to be?" in caller.ask("GET", caller.request_path()).text


def test_the_setting_has_a_page_of_its_own(caller: Caller) -> None:
    page = caller.ask("GET", "/settings/ai-training")
    assert page.status == 200
    assert "Let Plaza learn from my posts" in page.text
