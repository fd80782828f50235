"""Each build of Plaza's settings page, as its answers show it (faults.md W6); `test_builds` shows the rest."""

import pytest
from tests.practice.web_visitor import ADS, CHALLENGE, SIGN_IN, TRAINING, Outline, WebVisitor

from demur.practice.builds import BUILDS, HIDING

MEMBER = "page-switch"


def make(visitor: WebVisitor, build: str) -> WebVisitor:
    if visitor.ask("GET", "/web/settings").status_code == 302:
        visitor.sign_in(MEMBER)
    visitor.plaza.control.set_build(MEMBER, build)
    return visitor


def stored(visitor: WebVisitor, setting: str = "ai-training") -> bool | None:
    return visitor.plaza.control.values(setting)[MEMBER]


def switches(visitor: WebVisitor) -> list[str | None]:
    return [each["aria-checked"] for each in Outline(visitor.look(TRAINING).text).all("button", role="switch")]


HONEST = ["switch", "checkbox", "radio", "select", "frame", "shadow", "dialog", "section", "scroll", "late", "de", "ar"]
HONEST += ["ja", "renamed", "twins", "aria-lies", "cookie-banner", "two-clicks", "rerender", "ab", "alert", "nameless"]


@pytest.mark.parametrize("build", HONEST)
def test_these_store_what_is_asked(visitor: WebVisitor, build: str) -> None:
    make(visitor, build)
    assert visitor.put(False).status_code == 200
    assert stored(visitor) is False
    assert visitor.put(True).status_code == 200
    assert stored(visitor) is True
    assert stored(visitor, "ai-partners") is True


@pytest.mark.parametrize("build", ["forgets", "reverts", "patched", "other-member"])
def test_these_say_yes_and_store_nothing(visitor: WebVisitor, build: str) -> None:
    make(visitor, build)
    assert visitor.put(False).json() == {"saved": True}
    assert stored(visitor) is True
    assert visitor.plaza.control.writes(MEMBER) == 1


def test_optimistic_answers_500(visitor: WebVisitor) -> None:
    make(visitor, "optimistic")
    assert visitor.put(False).status_code == 500
    assert stored(visitor) is True
    assert switches(visitor) == ["true"]


def test_flips_late_stores_it_three_seconds_later(visitor: WebVisitor) -> None:
    make(visitor, "flips-late")
    assert visitor.put(False).status_code == 200
    assert stored(visitor) is True
    visitor.plaza.control.advance(3.1)
    assert stored(visitor) is False
    assert switches(visitor) == ["false"]


def test_signed_out_midway(visitor: WebVisitor) -> None:
    make(visitor, "signed-out-midway")
    reply = visitor.put(False)
    assert (reply.status_code, reply.headers["Location"]) == (303, SIGN_IN)
    assert visitor.ask("GET", TRAINING).status_code == 302
    assert stored(visitor) is True


def test_redirects_leads_to_a_switch_of_the_same_name_for_something_else(visitor: WebVisitor) -> None:
    make(visitor, "switch")
    plain = Outline(visitor.look(TRAINING).text).all("button", role="switch")[0]
    make(visitor, "redirects")
    assert visitor.ask("GET", TRAINING).headers["Location"] == ADS
    neighbour = visitor.look(ADS)
    assert "Let Plaza learn from my posts</span>" in neighbour.text
    assert Outline(neighbour.text).all("button", role="switch")[0]["aria-labelledby"] != plain["aria-labelledby"]
    assert visitor.put(False, ADS).status_code == 200
    assert (stored(visitor), stored(visitor, "ai-partners")) == (True, False)


def test_captcha_stands_in_the_way_until_it_is_answered(visitor: WebVisitor) -> None:
    make(visitor, "captcha")
    way = visitor.ask("GET", TRAINING).headers["Location"]
    assert way.startswith(CHALLENGE)
    assert "switch" not in visitor.look(way).text
    assert 'role="alert"' in visitor.fill_in(CHALLENGE, stone="pebble").text
    assert visitor.ask("GET", TRAINING).status_code == 302
    assert visitor.fill_in(CHALLENGE, stone="arch", next=TRAINING).headers["Location"] == TRAINING
    assert switches(visitor) == ["true"]


@pytest.mark.parametrize("member", [MEMBER, "page-2024", "uk-2024"])
def test_not_offered_says_so_in_words(visitor: WebVisitor, member: str) -> None:
    visitor.sign_in(member)
    visitor.plaza.control.set_build(MEMBER, "not-offered")
    page = visitor.look(TRAINING)
    assert "<h2>This setting is not offered here.</h2>" in page.text
    assert 'role="switch"' not in page.text
    assert visitor.put(False).status_code == 409


def test_gone_says_nothing(visitor: WebVisitor) -> None:
    page = make(visitor, "gone").look(TRAINING)
    assert page.status_code == 200
    for word in ('role="switch"', "input", "not offered"):
        assert word not in page.text


@pytest.mark.parametrize(
    ("build", "language", "direction", "label"),
    [
        ("de", "de", "ltr", "Plaza darf aus meinen Beiträgen lernen"),
        ("ar", "ar", "rtl", "السماح لـ Plaza بالتعلّم من منشوراتي"),
        ("ja", "ja", "ltr", "Plazaが私の投稿から学習することを許可する"),
        ("renamed", "en", "ltr", "Help Plaza’s writing tools get better"),
        ("polarity", "en", "ltr", "Keep Plaza from learning from my posts"),
    ],
)
def test_languages_and_labels(visitor: WebVisitor, build: str, language: str, direction: str, label: str) -> None:
    page = make(visitor, build).look(TRAINING)
    assert Outline(page.text).all("html") == [{"lang": language, "dir": direction}]
    assert f">{label}</span>" in page.text


def test_polarity_is_reversed(visitor: WebVisitor) -> None:
    make(visitor, "polarity")
    assert switches(visitor) == ["false"]
    assert visitor.put(True).status_code == 200
    assert stored(visitor) is False
    assert switches(visitor) == ["true"]


def test_save_sends_a_form_and_says_saved_once(visitor: WebVisitor) -> None:
    page = make(visitor, "save").look(TRAINING)
    assert Outline(page.text).all("form")[0]["action"] == TRAINING
    assert not Outline(page.text).all("input", **{"data-address": TRAINING})
    reply = visitor.fill_in(TRAINING)  # a checkbox that is not checked is not sent
    assert (reply.status_code, reply.headers["Location"]) == (303, TRAINING)
    assert stored(visitor) is False
    assert [">Saved.</p>" in visitor.look(TRAINING).text for _ in range(2)] == [True, False]
    visitor.fill_in(TRAINING, value="on")
    assert stored(visitor) is True


@pytest.mark.parametrize("build", ["late", "scroll"])
def test_these_hold_the_switch_back(visitor: WebVisitor, build: str) -> None:
    page = make(visitor, build).look(TRAINING).text
    assert page.index('<template id="held-back">') < page.index('role="switch"') < page.index("</template>")


def test_twins_differ_in_state_and_in_what_they_are_about(visitor: WebVisitor) -> None:
    make(visitor, "twins")
    assert switches(visitor) == ["true", "false"]
    addresses = [each["data-address"] for each in Outline(visitor.look(TRAINING).text).all("button", role="switch")]
    assert addresses == [TRAINING, ADS]


def test_the_hidden_twin_is_hidden_in_turn(visitor: WebVisitor) -> None:
    make(visitor, "hidden-twin")
    pages = [visitor.look(TRAINING).text for _ in range(80)]
    for hiding in HIDING:
        assert any(f"hidden-{hiding}" in page for page in pages), hiding
    assert all(page.count('role="switch"') == 2 for page in pages)


def test_a_coin_decides_between_a_and_b(visitor: WebVisitor) -> None:
    make(visitor, "ab")
    pages = [visitor.look(TRAINING).text for _ in range(40)]
    assert {'role="switch"' in page for page in pages} == {True, False}
    assert all(('role="switch"' in page) is not ('type="checkbox"' in page) for page in pages)


def test_cached_may_be_kept(visitor: WebVisitor) -> None:
    page = make(visitor, "cached").look(TRAINING)
    assert page.headers["Cache-Control"] == "private, max-age=3600"
    assert visitor.look(ADS).headers["Cache-Control"] == "no-store"


def test_the_service_worker_is_there_for_its_build_only(visitor: WebVisitor) -> None:
    address = "/web/service-worker.js"
    assert visitor.ask("GET", address).status_code == 404
    assert make(visitor, "switch").ask("GET", address).status_code == 404
    worker = make(visitor, "service-worker").ask("GET", address)
    assert (worker.status_code, worker.headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")


def test_nameless_names_nobody(visitor: WebVisitor) -> None:
    page = make(visitor, "nameless").look(TRAINING)
    assert Outline(page.text).meta("plaza-member") is None
    assert MEMBER not in page.text
    assert "Tansy" not in page.text


def test_other_member_is_named_after_a_change(visitor: WebVisitor) -> None:
    """faults.md A7, on a page."""
    make(visitor, "other-member")
    assert Outline(visitor.look(TRAINING).text).meta("plaza-member") == MEMBER
    visitor.put(False)
    page = visitor.look(TRAINING)
    assert Outline(page.text).meta("plaza-member") == "uk-shared"
    assert "Birch (practice)" in page.text
    assert MEMBER not in page.text
    assert switches(visitor) == ["false"], "it shows what was wished for"


def test_every_build_draws_in_every_state(visitor: WebVisitor) -> None:
    make(visitor, "switch")
    for value in (True, False):
        visitor.plaza.control.set_value(MEMBER, value)
        for build in BUILDS:
            visitor.plaza.control.set_build(MEMBER, build)
            assert visitor.look(TRAINING).status_code in {200, 302}, build
            assert visitor.look("/web/settings").text.count("<span>On</span>") in {0, 1, 2}, build
