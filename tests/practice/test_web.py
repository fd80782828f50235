"""Plaza's pages for members: signing in, and what stands between them and a stranger's page."""

import json
from pathlib import Path

import pytest
import requests
from tests.practice.caller import Caller
from tests.practice.web_visitor import (
    ADS,
    CHALLENGE,
    CODE,
    FRAME,
    SIGN_IN,
    TRAINING,
    Outline,
    WebVisitor,
)

from demur.practice import builds
from demur.practice.launcher import Plaza

MEMBER, HANDLE, CODED = "page-switch", "Tansy (practice)", "page-checkbox"


@pytest.mark.parametrize("path", [TRAINING, ADS, FRAME, "/web/settings", f"/web/members/{MEMBER}"])
def test_signed_out_visits_lead_to_the_sign_in_page(visitor: WebVisitor, path: str) -> None:
    page = visitor.ask("GET", path)
    assert page.status_code == 302
    assert page.headers["Location"] == f"{SIGN_IN}?next={path.replace('/', '%2F')}"


@pytest.mark.parametrize("name", [MEMBER, HANDLE, HANDLE.upper(), f"  {MEMBER} "])
def test_signs_in_by_name_and_leads_on(visitor: WebVisitor, name: str) -> None:
    assert visitor.sign_in(name, TRAINING).headers["Location"] == TRAINING
    assert Outline(visitor.look(TRAINING).text).meta("plaza-member") == MEMBER


@pytest.mark.parametrize(("name", "password"), [(MEMBER, ""), (MEMBER, "guess"), ("nobody", None), ("", None)])
def test_wrong_names_and_passwords_sign_nobody_in(visitor: WebVisitor, name: str, password: str | None) -> None:
    right = visitor.printed(visitor.look(SIGN_IN), "practice-password")
    page = visitor.fill_in(SIGN_IN, username=name, password=right if password is None else password)
    assert page.status_code == 200
    assert 'role="alert"' in page.text
    assert visitor.ask("GET", TRAINING).status_code == 302


def test_a_code_is_asked_for_before_anybody_is_signed_in(visitor: WebVisitor) -> None:
    password = visitor.printed(visitor.look(f"{SIGN_IN}?next={TRAINING}"), "practice-password")
    first = visitor.fill_in(SIGN_IN, username=CODED, password=password, next=TRAINING)
    assert first.headers["Location"].startswith(f"{CODE}?next=")
    assert visitor.ask("GET", TRAINING).headers["Location"].startswith(SIGN_IN)
    code = visitor.printed(visitor.look(first.headers["Location"]), "practice-code")
    wrong = visitor.fill_in(CODE, code=f"{(int(code) + 1) % 1000000:06d}", next=TRAINING)
    assert 'role="alert"' in wrong.text
    assert visitor.ask("GET", TRAINING).status_code == 302
    assert visitor.fill_in(CODE, code=code, next=TRAINING).headers["Location"] == TRAINING
    assert visitor.ask("GET", TRAINING).status_code == 200


@pytest.mark.parametrize(
    "goal", ["https://example.invalid/", "//example.invalid", "/authorize", "/web/../x", "/web//x", "/web\\x", "/web?a"]
)
def test_signing_in_leads_to_own_pages_only(visitor: WebVisitor, goal: str) -> None:
    assert visitor.sign_in(MEMBER, goal).headers["Location"] == "/web/settings"


def test_the_cookie_is_for_these_pages_alone(visitor: WebVisitor) -> None:
    before = visitor.look(SIGN_IN).headers["Set-Cookie"]
    after = visitor.sign_in(MEMBER).headers["Set-Cookie"]
    for cookie in (before, after):
        assert all(word in cookie for word in ("HttpOnly", "SameSite=Lax", "Path=/web"))
        assert "Domain" not in cookie
    assert before.split(";")[0] != after.split(";")[0], "a mark planted before signing in must be worth nothing"


def test_signing_out_ends_it(visitor: WebVisitor) -> None:
    visitor.sign_in(MEMBER)
    cookie = visitor.cookie
    visitor.look(f"/web/members/{MEMBER}")
    assert visitor.fill_in("/web/sign-out").headers["Location"] == "/web/"
    visitor.session.cookies.set("plaza-web", cookie, path="/web")
    assert visitor.ask("GET", TRAINING).status_code == 302


def test_the_control_interface_can_sign_a_member_out(visitor: WebVisitor) -> None:
    visitor.sign_in(MEMBER)
    visitor.plaza.control.sign_out("page-de")
    assert visitor.ask("GET", TRAINING).status_code == 200
    visitor.plaza.control.sign_out(MEMBER)
    assert visitor.ask("GET", TRAINING).status_code == 302


@pytest.mark.parametrize("token", ["", "guess", "another browser's", "é"])
def test_a_change_from_elsewhere_gets_nowhere(visitor: WebVisitor, token: str) -> None:
    visitor.sign_in(MEMBER)
    if token.startswith("another"):
        other = WebVisitor(visitor.plaza)
        with other.session:
            other.look(SIGN_IN)
        token = other.token
    visitor.token = token
    body, headers = json.dumps({"value": False}), {"X-Plaza-Token": token.encode(), "Content-Type": "application/json"}
    assert visitor.ask("PUT", TRAINING, data=body, headers=headers).status_code == 403
    assert visitor.ask("POST", TRAINING, data={"token": token}).status_code == 403
    for path in (SIGN_IN, CODE, CHALLENGE, "/web/sign-out"):
        assert visitor.fill_in(path, username=MEMBER).status_code == 403
    assert visitor.plaza.control.values()[MEMBER] is True
    assert visitor.ask("GET", TRAINING).status_code == 200, "nobody was signed out"


@pytest.mark.parametrize("body", ["", "{}", '{"value": 0}', '{"value": "false"}', "[false]"])
def test_a_change_that_makes_no_sense_changes_nothing(visitor: WebVisitor, body: str) -> None:
    visitor.sign_in(MEMBER)
    visitor.look(TRAINING)
    headers = {"X-Plaza-Token": visitor.token, "Content-Type": "application/json"}
    reply = visitor.ask("PUT", TRAINING, data=body, headers=headers)
    assert (reply.status_code, reply.json()["error"]) == (400, "malformed")
    assert visitor.plaza.control.values()[MEMBER] is True


def test_every_page_is_guarded(visitor: WebVisitor) -> None:
    """faults.md O19, on Plaza's side."""
    pages = [visitor.look("/web/"), visitor.look(SIGN_IN)]
    visitor.sign_in(MEMBER)
    pages += [
        visitor.look(path) for path in (TRAINING, ADS, FRAME, "/web/settings", f"/web/members/{MEMBER}", CHALLENGE)
    ]
    for page in pages:
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        policy = page.headers["Content-Security-Policy"]
        is_framed = page.url.endswith(FRAME)
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert policy.endswith("frame-ancestors 'self'" if is_framed else "frame-ancestors 'none'")
        assert page.headers["X-Frame-Options"] == ("SAMEORIGIN" if is_framed else "DENY")
        outline = Outline(page.text)
        assert all(script.get("src") for script in outline.all("script")), "no script stands in a page"
        assert not [
            tag for tag, given in outline.tags if any(name.startswith("on") or name == "style" for name in given)
        ]


def test_every_page_says_that_it_is_practice(visitor: WebVisitor) -> None:
    visitor.sign_in(MEMBER)
    for build in builds.BUILDS:
        visitor.plaza.control.set_build(MEMBER, build)
        for path in (TRAINING, "/web/settings", "/web/"):
            page = visitor.look(path)
            assert "(practice)</title>" in page.text or page.status_code == 302
            assert page.status_code == 302 or page.text.count('class="notice"') == 1


def test_the_page_names_its_member_twice(visitor: WebVisitor) -> None:
    visitor.sign_in(MEMBER)
    page = visitor.look(TRAINING)
    assert Outline(page.text).meta("plaza-member") == MEMBER
    assert f'href="/web/members/{MEMBER}">Your practice account: {HANDLE}</a>' in page.text
    assert visitor.ask("GET", f"/web/members/{MEMBER}").status_code == 200
    assert visitor.ask("GET", "/web/members/page-de").status_code == 404


def test_pages_and_programs_change_the_same_setting(visitor: WebVisitor, caller: Caller) -> None:
    token = caller.sign_in("us-on")["access_token"]
    visitor.sign_in("us-on")
    assert caller.read(token).json["value"] is True
    assert visitor.put(False).json() == {"saved": True}
    assert caller.read(token).json["value"] is False
    assert visitor.plaza.control.values()["us-on"] is False
    assert 'aria-checked="false"' in visitor.look(TRAINING).text
    caller.plaza.control.set_value("us-on", True)
    assert 'aria-checked="true"' in visitor.look(TRAINING).text


def test_loads_and_writes_are_counted(visitor: WebVisitor) -> None:
    control = visitor.plaza.control
    visitor.sign_in(MEMBER)
    assert (control.loads(MEMBER), control.writes(MEMBER)) == (0, 0)
    visitor.look(TRAINING)
    visitor.look(ADS)
    assert (control.loads(MEMBER), control.writes(MEMBER)) == (2, 0)
    control.set_build(MEMBER, "optimistic")
    visitor.put(False)  # opens the page first, and is answered with 500: asked for all the same
    visitor.ask("PUT", TRAINING)  # has no token
    assert (control.loads(MEMBER), control.writes(MEMBER)) == (3, 2)
    assert control.tally(MEMBER)[f"PUT {TRAINING}"] == 2
    assert control.writes("page-de") == 0
    control.reset()
    assert control.tally(MEMBER) == {}


@pytest.mark.parametrize(
    ("fault", "loads", "writes"),
    [
        ("500-on-read", 500, 200),
        ("429-wait-60-on-write", 200, 429),
        ("503-on-read", 503, 200),
        ("403-on-write", 200, 403),
    ],
)
def test_faults_hold_for_pages_too(visitor: WebVisitor, fault: str, loads: int, writes: int) -> None:
    """faults.md A5, on Plaza's side."""
    visitor.sign_in(MEMBER)
    visitor.look(TRAINING)
    visitor.plaza.control.set_fault(MEMBER, fault)
    page = visitor.ask("GET", TRAINING)
    change = visitor.ask("PUT", TRAINING, json={"value": False}, headers={"X-Plaza-Token": visitor.token})
    assert (page.status_code, change.status_code) == (loads, writes)
    assert "switch" not in page.text or loads == 200
    refused = next(each for each in (page, change) if each.status_code != 200)
    assert refused.headers.get("Retry-After") == {"429-wait-60-on-write": "60", "503-on-read": "120"}.get(fault)
    assert visitor.plaza.control.values()[MEMBER] is (writes != 200)


def test_faults_of_the_wire_and_the_store_hold_too(visitor: WebVisitor) -> None:
    """faults.md A1 and A3, on Plaza's side."""
    control = visitor.plaza.control
    visitor.sign_in(MEMBER)
    control.set_fault(MEMBER, "does-not-save")
    assert visitor.put(False).status_code == 200
    assert control.values()[MEMBER] is True
    control.set_fault(MEMBER, "cut-after-write")
    with pytest.raises(requests.ConnectionError):
        visitor.put(False)
    assert control.values()[MEMBER] is False
    control.set_fault(MEMBER, "cut-on-read")
    with pytest.raises(requests.ConnectionError):
        visitor.ask("GET", TRAINING)
    control.set_fault(MEMBER, "signs-out")
    assert visitor.ask("GET", TRAINING).status_code == 200
    assert visitor.put(True).status_code == 200
    assert visitor.ask("GET", TRAINING).status_code == 302


def test_a_held_change_waits(visitor: WebVisitor) -> None:
    visitor.sign_in(MEMBER)
    visitor.look(TRAINING)
    visitor.plaza.control.hold(MEMBER, "PUT", TRAINING)
    with pytest.raises(requests.ReadTimeout):
        visitor.session.put(
            visitor.plaza.base + TRAINING, json={"value": False}, headers={"X-Plaza-Token": visitor.token}, timeout=0.3
        )
    assert visitor.plaza.control.wait_held()
    assert visitor.plaza.control.values()[MEMBER] is True
    visitor.plaza.control.release(is_dropped=True)


def test_sign_ins_outlive_a_restart_and_the_file_signs_nobody_in(tmp_path: Path, resources: Path) -> None:
    """faults.md O14: what lies on disk signs nobody in."""
    state = tmp_path / "s"
    with Plaza.start(state, resources) as first:
        visitor = WebVisitor(first)
        visitor.sign_in(MEMBER)
        cookie, token = visitor.cookie, visitor.token
        visitor.session.close()
    held = state.read_bytes()
    assert cookie.encode() not in held
    assert token.encode() not in held
    with Plaza.start(state, resources) as second, requests.Session() as later:
        later.trust_env = False
        page = later.get(second.base + TRAINING, headers={"Cookie": f"plaza-web={cookie}"}, timeout=20)
        assert Outline(page.text).meta("plaza-member") == MEMBER
