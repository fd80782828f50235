"""Fieldfare over plain HTTP: it keeps what it is told, for the member who said it, and shows that."""

import re
from collections.abc import Iterator

import pytest
import requests
from tests.page.stranger.site import NO, PASSWORD, SETTINGS, SIGN_IN, SIGN_OUT, WORDING, YES, Fieldfare

TIMEOUT_S = 5
CHECKED = re.compile(r'<input type="radio" name="learn" value="(yes|no)" checked>')


@pytest.fixture
def site() -> Iterator[Fieldfare]:
    with Fieldfare() as running:
        yield running


@pytest.fixture
def visitor() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


def sign_in(visitor: requests.Session, site: Fieldfare, name: str, password: str = PASSWORD) -> requests.Response:
    return visitor.post(site.base + SIGN_IN, {"name": name, "password": password}, timeout=TIMEOUT_S)


def settings(visitor: requests.Session, site: Fieldfare) -> requests.Response:
    return visitor.get(site.settings_address, timeout=TIMEOUT_S)


def test_settings_ask_a_stranger_to_sign_in(site: Fieldfare, visitor: requests.Session) -> None:
    assert settings(visitor, site).url == site.base + SIGN_IN


@pytest.mark.parametrize(("name", "password"), [("wren", "stone"), ("Wren <b>", PASSWORD), ("", PASSWORD)])
def test_wrong_sign_in_is_refused(site: Fieldfare, visitor: requests.Session, name: str, password: str) -> None:
    assert sign_in(visitor, site, name, password).status_code == 403
    assert site.sessions == {}


@pytest.mark.parametrize(("name", "lang"), [("wren", "en"), ("merel-nl", "nl")])
def test_page_names_the_member_and_speaks_their_language(
    site: Fieldfare, visitor: requests.Session, name: str, lang: str
) -> None:
    sign_in(visitor, site, name)
    page = settings(visitor, site).text
    assert f'<meta name="fieldfare-birder" content="{name}">' in page
    assert f'<a href="/birders/{name}">{name}</a>' in page
    assert f'<html lang="{lang}">' in page
    assert f"> {WORDING[lang]['no']}</label>" in page


def test_choice_is_stored_for_one_member_and_shown_again(site: Fieldfare, visitor: requests.Session) -> None:
    site.stored["dunnock"] = YES
    sign_in(visitor, site, "wren")
    assert CHECKED.findall(settings(visitor, site).text) == [YES]
    assert visitor.post(site.base + SETTINGS, {"learn": NO}, timeout=TIMEOUT_S).status_code == 204
    assert CHECKED.findall(settings(visitor, site).text) == [NO]
    assert site.stored == {"dunnock": YES, "wren": NO}
    assert site.writes == [("wren", NO)]


def test_nonsense_is_not_stored(site: Fieldfare, visitor: requests.Session) -> None:
    sign_in(visitor, site, "wren")
    assert visitor.post(site.base + SETTINGS, {"learn": "maybe"}, timeout=TIMEOUT_S).status_code == 400
    assert site.stored == {"wren": YES}
    assert site.writes == []


def test_signing_out_ends_the_session(site: Fieldfare, visitor: requests.Session) -> None:
    sign_in(visitor, site, "wren")
    visitor.post(site.base + SIGN_OUT, timeout=TIMEOUT_S)
    assert settings(visitor, site).url == site.base + SIGN_IN
    visitor.post(site.base + SETTINGS, {"learn": NO}, timeout=TIMEOUT_S)
    assert site.stored == {"wren": YES}


def test_both_languages_say_the_same_things() -> None:
    assert WORDING["en"].keys() == WORDING["nl"].keys()
