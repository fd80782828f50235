"""Each build that misleads its reader does so in a real browser (faults.md W6, on Plaza's side)."""

import pytest
from tests.practice.browser import MAIN
from tests.practice.stage import CHECKED, LABEL, MEMBER, NOT_SAVED, SAVED, Stage
from tests.practice.web_visitor import ADS, CHALLENGE, SIGN_IN, TRAINING


def test_twins_look_alike(stage: Stage) -> None:
    browser = stage.open("twins")
    twins = [each for each in browser.controls() if (each["role"], each["name"]) == ("switch", LABEL)]
    assert [(each["aria"], each["isHit"]) for each in twins] == [("true", True), ("false", True)]
    browser.click(twins[1])
    browser.until(SAVED)
    assert stage.stored() is True


@pytest.mark.parametrize("hiding", ["opacity", "off-screen", "inert", "aria-hidden"])
def test_hidden_twins_keep_their_role(stage: Stage, hiding: str) -> None:
    browser = stage.open(f"hidden-twin-{hiding}")
    twins = [each for each in browser.controls() if each["role"] == "switch"]
    assert [each["id"] for each in twins] == ["second", "ai-training"]
    assert [each["name"] for each in twins] == [LABEL, LABEL], "as Chromium computes it"
    visible = [each["isHit"] for each in twins]
    assert visible == [hiding in {"opacity", "aria-hidden"}, True]


def test_covered_takes_no_click(stage: Stage) -> None:
    browser = stage.open("covered")
    control = browser.find("switch", LABEL)
    assert control["isHit"] is False
    browser.click(control)
    assert (stage.writes, browser.run(CHECKED)) == (0, "true")


def test_overlay_gives_the_click_to_another(stage: Stage) -> None:
    browser = stage.open("overlay")
    control = browser.find("switch", LABEL)
    assert control["isHit"] is False
    browser.click(control)
    browser.until(SAVED)
    assert (stage.stored(), browser.run(CHECKED)) == (True, "true")
    assert stage.control.tally(MEMBER)[f"PUT {ADS}"] == 1


def test_disabled_takes_no_click(stage: Stage) -> None:
    browser = stage.open("disabled")
    browser.click(browser.find("switch", LABEL))
    assert browser.run("document.getElementById('ai-training').disabled") is True
    assert (stage.writes, browser.run(CHECKED)) == (0, "true")


def test_aria_lies_about_what_is_checked(stage: Stage) -> None:
    browser = stage.open("aria-lies")
    control = browser.find("switch", LABEL)
    assert (control["checked"], control["aria"]) == (True, "false")
    browser.click(control)
    browser.until(SAVED)
    control = browser.find("switch", LABEL)
    assert (control["checked"], control["aria"], stage.stored()) == (False, "true", False)


def test_forgets_says_saved(stage: Stage) -> None:
    browser = stage.open("forgets")
    browser.click(browser.find("switch", LABEL))
    browser.until(SAVED)
    assert (browser.run(CHECKED), stage.stored()) == ("false", True)
    browser.reload(past_copies=False)
    assert browser.run(CHECKED) == "true"


def test_optimistic_stays_flipped_until_the_page_is_loaded_anew(stage: Stage) -> None:
    browser = stage.open("optimistic")
    stage.control.hold(MEMBER, "PUT", TRAINING)
    browser.click(browser.find("switch", LABEL))
    browser.until(f"{CHECKED} === 'false'")
    assert stage.control.wait_held(), "it flipped before Plaza had answered"
    stage.control.release()
    assert stage.writes == 1
    assert (browser.run(CHECKED), stage.stored()) == ("false", True)
    browser.reload(past_copies=False)
    assert browser.run(CHECKED) == "true"


def test_reverts_flips_back_after_a_second(stage: Stage) -> None:
    browser = stage.open("reverts")
    browser.run("""
        window.flips = [];
        const watch = new MutationObserver(() => flips.push(performance.now()));
        watch.observe(document.getElementById("ai-training"), { attributeFilter: ["aria-checked"] });
        0""")
    browser.click(browser.find("switch", LABEL))
    stayed_ms = browser.until("flips.length === 2 && flips[1] - flips[0]")
    assert stayed_ms >= 1000
    assert browser.run(CHECKED) == "true"
    assert (stage.stored(), stage.writes) == (True, 1)


def test_flips_late_shows_it_at_once_and_stores_it_later(stage: Stage) -> None:
    browser = stage.open("flips-late")
    browser.click(browser.find("switch", LABEL))
    browser.until(SAVED)
    assert stage.stored() is True
    browser.reload(past_copies=True)
    assert browser.run(CHECKED) == "true"
    stage.control.advance(3.1)
    browser.reload(past_copies=True)
    assert browser.run(CHECKED) == "false"


def test_signed_out_midway_ends_at_the_sign_in_page(stage: Stage) -> None:
    browser = stage.open("signed-out-midway")
    browser.click(browser.find("switch", LABEL))
    browser.until(f"location.pathname === '{SIGN_IN}'")
    assert stage.stored() is True


@pytest.mark.parametrize(("build", "end"), [("redirects", ADS), ("captcha", CHALLENGE)])
def test_these_end_elsewhere(stage: Stage, build: str, end: str) -> None:
    browser = stage.open(build)
    assert browser.run("location.pathname") == end


def test_cookie_banner_covers_the_page_until_answered(stage: Stage) -> None:
    browser = stage.open("cookie-banner")
    browser.until("!document.getElementById('cookies').hidden")
    assert browser.find("dialog", "Cookies on Plaza")
    control = browser.find("switch", LABEL)
    assert control["isHit"] is False
    browser.click(control)
    assert stage.writes == 0
    browser.click(browser.find("button", "Only what is needed"))
    browser.until("document.getElementById('cookies').hidden")
    browser.reload(past_copies=True)
    browser.click(browser.find("switch", LABEL))
    browser.until(SAVED)
    assert stage.stored() is False


def test_the_service_worker_serves_an_old_page(stage: Stage) -> None:
    """A plain reload, and a new visit in the same profile, show the old state; a load past it shows the truth."""
    browser = stage.open("service-worker")
    browser.until("navigator.serviceWorker.controller !== null")
    browser.click(browser.find("switch", LABEL))
    browser.until(SAVED)
    assert stage.stored() is False
    loads = stage.control.loads(MEMBER)
    browser.reload(past_copies=False)
    assert browser.run(CHECKED) == "true"
    browser.open(stage.base + TRAINING)
    assert browser.run(CHECKED) == "true"
    assert stage.control.loads(MEMBER) == loads, "Plaza was not even asked"
    browser.reload(past_copies=True)
    assert browser.run(CHECKED) == "false"
    assert stage.control.loads(MEMBER) == loads + 1


def test_cached_shows_an_old_page(stage: Stage) -> None:
    browser = stage.open("cached")
    browser.click(browser.find("switch", LABEL))
    browser.until(SAVED)
    browser.open(stage.base + "/web/")
    browser.open(stage.base + TRAINING)
    assert (browser.run(CHECKED), stage.stored()) == ("true", False)
    browser.reload(past_copies=True)
    assert browser.run(CHECKED) == "false"


def test_patched_lies_to_its_own_world_only(stage: Stage) -> None:
    browser = stage.open("patched")
    probe = """(() => {
        const element = document.getElementById("ai-training");
        return `${element.getAttribute("aria-checked")} ${element.ariaChecked} ${element.computedName}`;
    })()"""
    queried = "document.querySelector('[role=switch]').id"
    assert browser.run(probe, MAIN) == "false false Off"
    assert browser.run(probe) == f"true true {LABEL}"
    assert (browser.run(queried, MAIN), browser.run(queried)) == ("lie", "ai-training")
    assert browser.run("JSON.stringify({a: true}) + [1].map(String)", MAIN) == '{"a":false}false'
    observe = "new MutationObserver(() => {}).constructor === window.MutationObserver && MutationObserver.length"
    assert (browser.run(observe, MAIN), browser.run(observe)) == (0, 1)
    browser.click(browser.find("switch", LABEL))
    browser.until(SAVED)
    assert (browser.run(CHECKED), stage.stored()) == ("false", True)
    browser.reload(past_copies=True)
    assert (browser.run(CHECKED), browser.run(CHECKED, MAIN)) == ("true", "false")


def test_two_clicks_takes_the_first_for_a_greeting(stage: Stage) -> None:
    browser = stage.open("two-clicks")
    browser.click(browser.find("switch", LABEL))
    browser.until("document.activeElement.id === 'ai-training'")
    assert (stage.writes, browser.run(CHECKED)) == (0, "true")
    browser.click(browser.find("switch", LABEL))
    browser.until(SAVED)
    assert stage.stored() is False


def test_polarity_in_a_browser(stage: Stage) -> None:
    browser = stage.open("polarity")
    control = browser.find("switch", "Keep Plaza from learning from my posts")
    assert control["aria"] == "false"
    browser.click(control)
    browser.until(SAVED)
    assert (browser.run(CHECKED), stage.stored()) == ("true", False)


def test_not_offered_in_a_browser(stage: Stage) -> None:
    browser = stage.open("not-offered")
    heading = "(({computedRole, computedName}) => `${computedRole}: ${computedName}`)(document.querySelector('h2'))"
    assert browser.run(heading) == "heading: This setting is not offered here."
    assert "switch" not in [each["role"] for each in browser.controls()]


def test_alert_asks_for_everything(stage: Stage) -> None:
    browser = stage.open("alert")
    browser.until("document.querySelector('#asked [data-wish=alert]') !== null")
    asked = "document.querySelector('#asked [data-wish={}]') !== null"
    gestures = ("file-chooser", "fullscreen", "clipboard-read", "clipboard-write", "screen", "files", "pointer")
    for wish in gestures:
        browser.tell("click", x=20, y=20)
        browser.until(asked.format(wish))
    browser.click(browser.find("switch", LABEL))
    browser.until(SAVED)
    assert stage.stored() is False
    browser.open(stage.base + "/web/")
    wishes = set(browser.wishes())
    assert {"alert", "confirm", "prompt", "print", "window", "download"} <= wishes
    assert {"Geolocation", "Notifications", "ClipboardReadWrite"} <= wishes
    assert {"fullscreen", "file-chooser", "beforeunload"} <= wishes


def test_a_failure_is_said(stage: Stage) -> None:
    stage.control.set_fault(MEMBER, "500-on-write")
    browser = stage.open("switch")
    browser.click(browser.find("switch", LABEL))
    browser.until(NOT_SAVED)
    assert (browser.run(CHECKED), stage.stored()) == ("true", True)
