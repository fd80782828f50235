"""Each build of Plaza's settings page that means well does in a real browser what it claims."""

import pytest
from tests.practice.browser import Browser
from tests.practice.stage import LABEL, SAVED, Stage
from tests.practice.web_visitor import SIGN_IN, TRAINING


def press(browser: Browser, name: str, then: str) -> None:
    """Press a button until what is to come of it has come: Chromium drops a press while it swaps a page in (seen)."""
    for _ in range(5):
        browser.click(browser.find("button", name))
        browser.run("globalThis.pressedAt = performance.now(); 0")
        browser.until(f"({then}) || performance.now() - (globalThis.pressedAt || 0) > 3000")
        if browser.run(then):
            return
    raise AssertionError(f"pressing {name} never led to: {then}")


def test_a_member_signs_in_by_hand(stage: Stage) -> None:
    """The sign-in pages need no script of their own: name, password, code, and on to the settings page."""
    browser = stage.browser
    browser.begin(stage.base)
    assert browser.open(stage.base + TRAINING).startswith(stage.base + SIGN_IN)
    browser.run("""
        document.getElementById("username").value = "page-checkbox";
        document.getElementById("password").value = document.getElementById("practice-password").textContent;
        0""")
    press(browser, "Sign in", "document.getElementById('practice-code') !== null")
    browser.run("document.getElementById('code').value = document.getElementById('practice-code').textContent; 0")
    press(browser, "Continue", f"location.pathname === '{TRAINING}'")
    browser.until("document.getElementById('ai-training') !== null")
    assert browser.find("checkbox", LABEL)["checked"] is True
    assert browser.find("link", "Your practice account: Umber (practice)")


@pytest.mark.parametrize(
    ("build", "role", "label"),
    [
        ("switch", "switch", LABEL),
        ("checkbox", "checkbox", LABEL),
        ("shadow", "switch", LABEL),
        ("renamed", "switch", "Help Plaza’s writing tools get better"),
        ("nameless", "switch", LABEL),
    ],
)
def test_a_click_stores_the_change(stage: Stage, build: str, role: str, label: str) -> None:
    browser = stage.open(build)
    browser.click(browser.find(role, label))
    browser.until(SAVED)
    assert (stage.stored(), stage.writes) == (False, 1)
    browser.reload(past_copies=True)
    control = browser.find(role, label)
    assert control["checked"] is False or control["aria"] == "false"


@pytest.mark.parametrize(
    ("build", "label", "saved"),
    [
        ("de", "Plaza darf aus meinen Beiträgen lernen", "Gespeichert."),
        ("ar", "السماح لـ Plaza بالتعلّم من منشوراتي", "تم الحفظ."),
        ("ja", "Plazaが私の投稿から学習することを許可する", "保存しました。"),
    ],
)
def test_other_languages(stage: Stage, build: str, label: str, saved: str) -> None:
    browser = stage.open(build)
    browser.click(browser.find("switch", label))
    browser.until(f"document.getElementById('notice').textContent === '{saved}'")
    assert stage.stored() is False
    assert browser.run("document.documentElement.lang") == build


def test_frame_holds_the_switch(stage: Stage) -> None:
    browser = stage.open("frame")
    assert not [each for each in browser.controls() if each["role"] == "switch"]
    (control,) = browser.controls(in_frame=True)
    assert (control["role"], control["name"], control["isHit"]) == ("switch", LABEL, True)
    browser.run("document.getElementById('ai-training').click(); 0", in_frame=True)
    browser.until(SAVED.replace("document", "document.querySelector('iframe').contentDocument"))
    assert stage.stored() is False


def test_radio(stage: Stage) -> None:
    browser = stage.open("radio")
    assert browser.find("radiogroup", LABEL)
    assert (browser.find("radio", "On")["checked"], browser.find("radio", "Off")["checked"]) == (True, False)
    browser.click(browser.find("radio", "Off"))
    browser.until(SAVED)
    assert (stage.stored(), browser.find("radio", "On")["checked"]) == (False, False)


def test_select(stage: Stage) -> None:
    browser = stage.open("select")
    assert browser.find("combobox", LABEL)
    browser.run("""
        const select = document.getElementById("ai-training");
        select.value = "off";
        select.dispatchEvent(new Event("change", { bubbles: true }));
        0""")
    browser.until(SAVED)
    assert stage.stored() is False


def test_save_needs_its_button(stage: Stage) -> None:
    browser = stage.open("save")
    browser.click(browser.find("checkbox", LABEL))
    browser.until("document.getElementById('ai-training').checked === false")
    assert stage.writes == 0
    browser.click(browser.find("button", "Save"))
    browser.until(SAVED)
    assert (stage.stored(), stage.writes) == (False, 1)
    assert browser.run("location.pathname + location.search") == TRAINING


def test_dialog_asks_first(stage: Stage) -> None:
    browser = stage.open("dialog")
    for answer in ("No, leave it", "Yes, change it"):
        assert stage.writes == 0
        browser.click(browser.find("switch", LABEL))
        browser.until("document.getElementById('ask').open")
        assert browser.find("dialog", "Change this setting?")
        assert not browser.controls()[1]["isHit"], "the page behind is out of reach"
        browser.click(browser.find("button", answer))
        browser.until("!document.getElementById('ask').open")
    browser.until(SAVED)
    assert (stage.stored(), stage.writes) == (False, 1)


def test_section_must_be_opened(stage: Stage) -> None:
    browser = stage.open("section")
    assert LABEL not in [each["name"] for each in browser.controls()]
    browser.click(browser.find("button", "More choices"))
    browser.until("!document.getElementById('section').hidden")
    browser.click(browser.find("switch", LABEL))
    browser.until(SAVED)
    assert stage.stored() is False


def test_scroll_draws_the_switch_at_the_end(stage: Stage) -> None:
    browser = stage.open("scroll")
    assert "switch" not in [each["role"] for each in browser.controls()]
    browser.run("window.scrollTo(0, document.documentElement.scrollHeight); 0")
    browser.until("document.getElementById('ai-training') !== null")
    browser.run("document.getElementById('ai-training').scrollIntoView(); 0")
    browser.click(browser.find("switch", LABEL))
    browser.until(SAVED)
    assert stage.stored() is False


def test_late_draws_the_switch_three_seconds_later(stage: Stage) -> None:
    browser = stage.open("late")
    assert "switch" not in [each["role"] for each in browser.controls()]
    waited_ms = browser.until("document.getElementById('ai-training') && performance.now()")
    assert 3000 <= waited_ms < 10_000
    assert browser.find("switch", LABEL)["aria"] == "true"


def test_rerender_swallows_the_first_press(stage: Stage) -> None:
    browser = stage.open("rerender")
    browser.run("window.first = document.getElementById('ai-training'); 0")
    browser.until("!first.isConnected && document.getElementById('ai-training') !== null")
    browser.click(browser.find("switch", LABEL))
    assert (stage.writes, browser.find("switch", LABEL)["aria"]) == (0, "true")
    browser.run("window.first = document.getElementById('ai-training'); 0")
    browser.until("!first.isConnected")  # just drawn anew, so not again under the next click
    browser.click(browser.find("switch", LABEL))
    browser.until(SAVED)
    assert (stage.stored(), stage.writes) == (False, 1)
    browser.run("window.second = document.getElementById('ai-training'); 0")
    browser.until("!second.isConnected")
    assert browser.find("switch", LABEL)["aria"] == "false"
