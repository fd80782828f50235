"""`demur settings reminders`: the same choices as in the window, and none of them made unasked."""

from pathlib import Path

import pytest
from tests.cli.conftest import Demur

from demur import wiring
from demur.paths import Folders


@pytest.fixture
def config(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CONFIG_HOME": str(tmp_path / "config")}


def test_reminders_are_shown_and_changed(demur: Demur, config: dict[str, str]) -> None:
    shown = demur("settings", "reminders", "--json", more=config).json
    assert {name: shown[name] for name in ("notifications", "names", "tray", "login")} == {
        "notifications": True,
        "names": False,
        "tray": False,
        "login": False,
    }
    assert not Path(config["XDG_CONFIG_HOME"]).exists(), "looking changes nothing"
    ran = demur("settings", "reminders", "login", "on", more=config)
    assert (ran.code, "Starts when you log in: on (" in ran.out) == (0, True)
    assert Path(shown["loginPlace"]).exists()
    assert demur("settings", "reminders", "show", "--json", more=config).json["tray"] is True
    ran = demur("settings", "reminders", "tray", "off", "--json", more=config)
    assert (ran.json["tray"], ran.json["login"]) == (False, False)
    assert not Path(shown["loginPlace"]).exists()
    assert demur("settings", "reminders", "names", "on", "--json", more=config).json["names"] is True
    assert demur("settings", "reminders", "notifications", "off", "--json", more=config).json["notifications"] is False


def test_what_cannot_be_kept_is_a_problem_and_changes_nothing(demur: Demur, config: dict[str, str]) -> None:
    Path(config["XDG_CONFIG_HOME"]).write_text("no folder", "utf-8")
    ran = demur("settings", "reminders", "login", "on", "--json", more=config)
    assert (ran.code, ran.json["problem"]["code"]) == (3, "login-entry-unusable")


def test_wrong_usage_is_64(demur: Demur) -> None:
    for wrong in (("tray",), ("tray", "perhaps"), ("sound", "on")):
        assert demur("settings", "reminders", *wrong).code == 64, wrong


def test_erasing_everything_undoes_the_start_at_login(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    product = wiring.build(Folders(tmp_path / "data"))
    product.autostart.switch(True)
    assert product.autostart.is_on()
    product.erase()
    assert not product.autostart.is_on()
    assert not Path(product.autostart.place).exists()
    product.close()
